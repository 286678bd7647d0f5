"""Which structure type of PDF 1.7 an XHTML element becomes (ISO 32000-1, 14.8.4)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from publish.model.caption import CAPTION_ELEMENTS
from publish.model.markup import (
    DATA_SHELL,
    DRAWING,
    ENDNOTE,
    FOLIO,
    FOOTNOTE,
    FORMULA,
    NOTE_NUMBER,
    RUBY_BASE,
    SVG,
    has_class,
)

_ROLES = {
    "section": "Sect", "figure": "Float", "p": "P", "ul": "L", "ol": "L", "dl": "L", "li": "LI",
    "dt": "Lbl", "dd": "LBody", "table": "Table", "thead": "THead", "tbody": "TBody",
    "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD",
    "blockquote": "BlockQuote", "q": "Quote", "pre": "CodeBlock", "code": "Code", "kbd": "Code",
    "samp": "Code", "em": "Em", "strong": "Strong",
    "ruby": "Ruby", "rt": "RT",
    "img": "Figure", DRAWING: "Figure",
    **dict.fromkeys(CAPTION_ELEMENTS, "Caption"),
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
}  # fmt: skip

# Types that 1.7 does not have, each with the type of 1.7 that it is mapped to (14.7.3). Aside, Em
# and Strong are types of PDF 2.0, which programs know by name; a Float is a figure or listing with
# its caption.
ROLE_MAP = {"Aside": "Div", "CodeBlock": "P", "Em": "Span", "Float": "Div", "Strong": "Span"}

# Sections with a type of their own, by their role (14.8.4.2).
_SECTIONS = {"doc-part": "Part", "doc-index": "Index"}

# How a list is labelled, by the `type` of an `ol` (14.8.5.5).
_NUMBERINGS = {
    "a": "/LowerAlpha", "A": "/UpperAlpha", "i": "/LowerRoman", "I": "/UpperRoman",
}  # fmt: skip

_INLINE = frozenset("a abbr b bdi bdo cite dfn i ins mark s small span sub sup u var".split())

# Types of what is drawn, which need an alternative text.
NEEDS_ALT_TEXT = frozenset({"Figure", "Formula"})
# Types that contain other elements: text directly in one of them needs a paragraph around it.
GROUPING = frozenset(
    "Document Part Sect Index Div Aside Float BlockQuote TOC TOCI L LI "
    "Table THead TBody TFoot TR".split()
)
# Types that must not contain an Aside (ISO/TS 32005, table 5).
NO_ASIDE_INSIDE = frozenset({"Aside", "BlockQuote", "TD", "TH"})
# Types that stay when they are empty: a row without its empty cells would shift.
MAY_BE_EMPTY = frozenset({"TD", "TH"})


def role_of(element: Element, *, in_contents: bool, linked: bool) -> str | None:
    """The structure type, or None for an element whose content belongs to its parent.

    `in_contents`: the element is in a table of contents. `linked`: it is an `a` with an annotation.
    """
    tag = str(element.tag)
    if element.get(DATA_SHELL) is not None:
        return None  # another piece of the book began it
    if tag == "a":
        return "Link" if linked else _carrier(element)
    if tag == "aside":
        return "Note" if has_class(element, FOOTNOTE) or has_class(element, ENDNOTE) else "Aside"
    if in_contents:
        listed = {**_ROLES, "ol": "TOC", "ul": "TOC", "li": "TOCI"}
        return None if tag == "p" else listed.get(tag) or _carrier(element)
    if tag == "section":
        return _SECTIONS.get(element.get("role", ""), "Sect")
    if tag == "span" and has_class(element, NOTE_NUMBER):
        return "Lbl"
    if tag == "span" and has_class(element, FOLIO):
        return "Span"  # apart from the title before it
    if tag == "span" and has_class(element, RUBY_BASE):
        return "RB"
    if tag == "img" and has_class(element, FORMULA):
        return "Formula"  # ISO 14289-1, 7.7
    return _ROLES.get(tag) or _carrier(element)


def _carrier(element: Element) -> str | None:
    """The type of an element that exists for its language, or for its expansion, alone."""
    if not (element.get("lang") or expansion_of(element)):
        return None
    return "Span" if element.tag in _INLINE else "Div"


def expansion_of(element: Element) -> str:
    """The expansion of an abbreviation (14.9.5), or ""."""
    return element.get("title", "") if element.tag == "abbr" else ""


def attributes_of(element: Element, role: str) -> dict[str, object]:
    """The entries of the attribute dictionary that follow from the element itself (14.8.5)."""
    if role in ("TH", "TD"):
        attributes: dict[str, object] = {"O": "/Table"}
        if role == "TH":
            attributes["Scope"] = (
                "/Row" if element.get("scope", "").startswith("row") else "/Column"
            )
        for name, key in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
            if (count := int(element.get(name, "1"))) > 1:
                attributes[key] = count
        return attributes if len(attributes) > 1 else {}
    if role == "L":
        numbering = {"ol": "/Decimal", "ul": "/Disc"}.get(str(element.tag), "/None")
        numbering = _NUMBERINGS.get(element.get("type", ""), numbering)
        return {"O": "/List", "ListNumbering": numbering}
    return {}


def alt_text_of(element: Element) -> str:
    """The alternative text of an image: `alt`, or the title of an SVG."""
    if element.tag == DRAWING:
        title = element.find(f"{{{SVG}}}title")
        return (title.text or "") if title is not None else element.get("aria-label", "")
    return element.get("alt", "")


def text_or_alt(element: Element) -> str:
    """The text of an element in one line, or the alternative text of the image in it."""
    text = " ".join("".join(_texts(element)).split())
    return text or next((alt_text_of(image) for image in element.iter("img")), "")


def _texts(element: Element) -> Iterator[str]:
    if has_class(element, FOLIO):
        yield " "  # only its position separates it from the title
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
