"""Which structure type of PDF 1.7 an XHTML element becomes (ISO 32000-1, 14.8.4)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}svg"

_ROLES = {
    "section": "Sect", "figure": "Float", "p": "P", "ul": "L", "ol": "L", "dl": "L", "li": "LI",
    "dt": "Lbl", "dd": "LBody", "table": "Table", "thead": "THead", "tbody": "TBody",
    "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD", "caption": "Caption",
    "figcaption": "Caption", "blockquote": "BlockQuote", "q": "Quote", "pre": "CodeBlock",
    "code": "Code", "kbd": "Code", "samp": "Code", "em": "Em", "strong": "Strong",
    "img": "Figure", SVG: "Figure",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
}  # fmt: skip

# What 1.7 has no type for, and the type of 1.7 that it is read as (14.7.3). Aside, Em and Strong
# are types of PDF 2.0, which programs know by name; a Float is a figure or listing with caption.
ROLE_MAP = {"Aside": "Div", "CodeBlock": "P", "Em": "Span", "Float": "Div", "Strong": "Span"}

# Sections that are more than that (14.8.4.2).
_SECTIONS = {"doc-part": "Part", "doc-index": "Index"}

# How a list is labelled, by the type that an `ol` asks for (14.8.5.5).
_NUMBERINGS = {
    "a": "/LowerAlpha", "A": "/UpperAlpha", "i": "/LowerRoman", "I": "/UpperRoman",
}  # fmt: skip

_INLINE = frozenset("a abbr b bdi bdo cite dfn i ins mark s small span sub sup u var".split())

# Types of what is drawn, which want words that stand for it.
DRAWN = frozenset({"Figure", "Formula"})
# Types that hold other elements: text directly in one of them needs a paragraph around it.
GROUPING = frozenset(
    "Document Part Sect Index Div Aside Float BlockQuote TOC TOCI L LI "
    "Table THead TBody TFoot TR".split()
)
# Types that may hold no Aside (ISO/TS 32005, table 5).
NO_ASIDE = frozenset({"Aside", "BlockQuote", "TD", "TH"})
# Elements that stay although they hold nothing: a row without its empty cells would shift.
KEPT_EMPTY = frozenset({"TD", "TH"})


def role_of(element: Element, *, in_contents: bool, linked: bool) -> str | None:
    """The structure type, or None for an element whose content belongs to the one around it.

    `in_contents`: the element stands in a table of contents. `linked`: it is an `a` that carries an
    annotation.
    """
    tag = str(element.tag)
    if element.get("data-shell") is not None:
        return None  # what another piece of the book began
    if tag == "a":
        return "Link" if linked else _telling(element)
    if tag == "aside":
        return "Note" if element.get("class") in ("footnote", "endnote") else "Aside"
    if in_contents:
        listed = {**_ROLES, "ol": "TOC", "ul": "TOC", "li": "TOCI"}
        return None if tag == "p" else listed.get(tag) or _telling(element)
    if tag == "section":
        return _SECTIONS.get(element.get("role", ""), "Sect")
    if tag == "span" and element.get("class") == "note-number":
        return "Lbl"
    if tag == "img" and "formula" in element.get("class", "").split():
        return "Formula"  # ISO 14289-1, 7.7
    return _ROLES.get(tag) or _telling(element)


def _telling(element: Element) -> str | None:
    """The type of an element that is one for its language alone, or for what it is told in full."""
    if not (element.get("lang") or expansion(element)):
        return None
    return "Span" if element.tag in _INLINE else "Div"


def expansion(element: Element) -> str:
    """What an abbreviation stands for (14.9.5)."""
    return element.get("title", "") if element.tag == "abbr" else ""


def attributes_of(element: Element, role: str) -> dict[str, object]:
    """The entries of the attribute dictionary that the element itself decides (14.8.5)."""
    if role in ("TH", "TD"):
        found: dict[str, object] = {"O": "/Table"}
        if role == "TH":
            found["Scope"] = "/Row" if element.get("scope", "").startswith("row") else "/Column"
        for name, key in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
            if (count := int(element.get(name, "1"))) > 1:
                found[key] = count
        return found if len(found) > 1 else {}
    if role == "L":
        numbering = {"ol": "/Decimal", "ul": "/Disc"}.get(str(element.tag), "/None")
        numbering = _NUMBERINGS.get(element.get("type", ""), numbering)
        return {"O": "/List", "ListNumbering": numbering}
    return {}


def alternative(element: Element) -> str:
    """What stands for an image: `alt`, or the title of an SVG."""
    if element.tag == SVG:
        title = element.find("{http://www.w3.org/2000/svg}title")
        return (title.text or "") if title is not None else element.get("aria-label", "")
    return element.get("alt", "")


def text_of(element: Element) -> str:
    """The words of an element in one line, or the alternative of the image in it."""
    words = " ".join("".join(_texts(element)).split())
    return words or next((alternative(image) for image in element.iter("img")), "")


def _texts(element: Element) -> Iterator[str]:
    if element.get("class") == "folio":
        yield " "  # which stands apart from its title by its place alone
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
