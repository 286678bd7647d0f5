"""Changes the MathML 3 of latex2mathml so that browsers draw it as TeX would.

They follow MathML Core (https://www.w3.org/TR/mathml-core/), which has no attribute for
alphabets and no named spaces, and sets the name of a function close to its argument.
"""

from __future__ import annotations

from lxml import etree

from publish.model.xhtml import local_name
from publish.sources.latex.alphabets import in_alphabet
from publish.sources.latex.vocabulary import NAMED_FUNCTIONS

_THIN = "0.167em"  # three eighteenths, as TeX sets next to an operator
# MathML 3, 2.1.5.2: the names of spaces, in em.
_SPACES = {
    "thinmathspace": _THIN,
    "thickmathspace": "0.278em",
    "negativethinmathspace": f"-{_THIN}",
    "negativemediummathspace": "-0.222em",
    "negativethickmathspace": "-0.278em",
}
# The operators with limits below and above in a displayed formula.
_LARGE = frozenset("∑∏∐⋂⋃⋀⋁⨀⨁⨂⨄⨆")
_WITH_LIMITS = frozenset("lim sup inf max min det gcd Pr".split())
# Characters that latex2mathml takes for operators, which would get the space of one.
_LETTERS = frozenset("∞∅⊤")
# Bars around a value are close to it; the bar of a condition is another character, `\mid`.
_BARS = frozenset("|‖")
_UNDER = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_SCRIPTED = frozenset([*_UNDER, *_UNDER.values()])
# The characters that fonts have for accents, and whether those stretch over the letters.
_ACCENTS = {"^": ("\u02c6", "false"), "\u00af": ("\u00af", "false"), "\u2015": ("\u203e", "true")}
_UNDERLINE = ("\u2015", "_")
_WIDE = {"^": "\u0302", "~": "\u0303"}


def adapt_to_core(math: etree._Element) -> None:
    """Change a `math` element in place."""
    _place_limits(math, display=math.get("display") == "block")
    for node in list(math.iter()):
        if variant := node.get("mathvariant"):
            _restyle(node, variant)
        if (width := node.get("width")) in _SPACES:
            node.set("width", _SPACES[width])
        if node.get("rowspacing") == "3pt":
            node.set("rowspacing", "0.3em")  # as much at ten points, and it grows with the text
        if node.text in _BARS and not node.get("form"):
            node.attrib.update({"lspace": "0em", "rspace": "0em"})
        if node.text in _LETTERS:
            _rename(node, "mi")
    _join_words(math)
    _space_functions(math)


def _name(node: etree._Element) -> str:
    return local_name(str(node.tag))


def _rename(node: etree._Element, name: str) -> None:
    node.tag = f"{{{etree.QName(node).namespace}}}{name}"


def _place_limits(node: etree._Element, *, display: bool) -> None:
    """Place limits and accents below a node; `display`: whether it is in the larger style."""
    name = _name(node)
    if (style := node.get("displaystyle")) or name == "mtable":
        display = style == "true"
    if display and name in _UNDER and _takes_limits(node[0]):
        _rename(node, _UNDER[name])
    elif name == "mover":
        _set_accent(node)
    elif name == "munder" and node[1].text == _UNDERLINE[0]:
        node[1].text = _UNDERLINE[1]
        node[1].attrib.pop("accent", None)
        node.set("accentunder", "true")
    for index, child in enumerate(node):
        small = name == "mfrac" or (name in (*_SCRIPTED, "mroot") and index > 0)
        _place_limits(child, display=display and not small)


def _takes_limits(base: etree._Element) -> bool:
    if _name(base) != "mo":
        return False
    text = base.text or ""
    return text in _LARGE or text in _WITH_LIMITS or base.get("movablelimits") == "true"


def _set_accent(over: etree._Element) -> None:
    """Mark an accent as such, unlike something that is merely above, and use the font's own."""
    mark = over[1]
    if _name(mark) != "mo" or len(mark.text or "") != 1:
        return
    character = mark.text or ""
    if character in _WIDE and over.get("accent") is None and mark.get("stretchy") is None:
        mark.text = _WIDE[character]
    elif character in _ACCENTS:
        mark.text, stretchy = _ACCENTS[character]
        mark.set("stretchy", stretchy)
    mark.attrib.pop("accent", None)
    over.set("accent", "true")


def _restyle(node: etree._Element, variant: str) -> None:
    if variant == "normal":
        return
    del node.attrib["mathvariant"]
    node.text = in_alphabet(node.text or "", variant) or None


def _join_words(math: etree._Element) -> None:
    """Join upright letters in a row to one name; only a single letter keeps its `mathvariant`."""
    for node in list(math.iter(f"{{{etree.QName(math).namespace}}}mi")):
        row, before = node.getparent(), node.getprevious()
        if row is None or before is None or _name(row) not in ("mrow", "mtd"):
            continue
        if before.get("mathvariant") == node.get("mathvariant") == "normal":
            node.text = (before.text or "") + (node.text or "")
            row.remove(before)
    for node in math.iter():
        if len(node.text or "") > 1:
            node.attrib.pop("mathvariant", None)


def _space_functions(math: etree._Element) -> None:
    """Add thin spaces between the names of functions and letters or numbers next to them."""
    for node in list(math.iter()):
        if not _is_function(node):
            continue
        whole = node
        while (above := whole.getparent()) is not None and above[0] is whole:
            if _name(above) not in _SCRIPTED:
                break
            whole = above
        if _name(node) == "mo":
            node.set("lspace", "0em")
            node.set("rspace", "0em")
        row = whole.getparent()
        if row is None or _name(row) in (*_SCRIPTED, "mfrac", "mroot"):
            continue  # an exponent or a numerator by itself: nothing is next to it
        if _needs_space(whole.getprevious(), before=True):
            whole.addprevious(_thin_space(math))
        if _needs_space(whole.getnext(), before=False):
            whole.addnext(_thin_space(math))


def _is_function(node: etree._Element) -> bool:
    text = (node.text or "").replace("\u2009", "").replace("\u2006", "")
    if _name(node) == "mi":
        return text in NAMED_FUNCTIONS
    return (
        _name(node) == "mo" and len(text) > 1 and text != "mod" and text.replace(" ", "").isalpha()
    )


def _needs_space(neighbour: etree._Element | None, *, before: bool) -> bool:
    if neighbour is None or _name(neighbour) == "mspace":
        return False
    core = neighbour
    while _name(core) in _SCRIPTED:
        core = core[0]
    if _name(core) == "mo":
        return before and (core.text or "") in ")]}"
    return True


def _thin_space(math: etree._Element) -> etree._Element:
    return etree.Element(f"{{{etree.QName(math).namespace}}}mspace", width=_THIN)
