"""Changes that make the MathML of the library valid in an EPUB, and its words plain.

EPUB 3.3 (3.1.2) takes MathML 3, by whose schema only `mstyle` changes the style of what is in it;
a browser, which follows MathML Core, draws both in the same way.
"""

from __future__ import annotations

from lxml import etree

from publish.model.markup import MATHML
from publish.model.xhtml import local_name

_STYLED = frozenset({"mtable", "mfrac", "mrow"})
_STYLE = ("displaystyle", "scriptlevel")
_BESIDE = {"munder": "msub", "mover": "msup", "munderover": "msubsup"}
_SCRIPTED = frozenset([*_BESIDE, *_BESIDE.values(), "mroot"])
# The operators with limits below and above in a displayed formula (MathML Core, appendix B).
_LARGE = frozenset("∑∏∐⋂⋃⋀⋁⨀⨁⨂⨄⨆")
_WEIGHTS = {"b": ("bold", "font-weight: bold"), "i": ("italic", "font-style: italic")}
# Variation selectors choose between forms of script letters that few fonts have.
_VARIATIONS = dict.fromkeys(range(0xFE00, 0xFE10))


def adapt(math: etree._Element) -> None:
    """Change a `math` element in place."""
    _place_limits(math, display=math.get("display") == "block")
    for node in list(math.iter()):
        name = local_name(str(node.tag))
        if name == "mtable":
            _drop_empty_row(node)
        if name in _STYLED and any(node.get(each) for each in _STYLE):
            _style_around(node, name)
        elif name == "mtext":
            _flatten_words(node)
        elif name == "menclose":
            _remove_strokes(node)
        elif name == "mo" and node.text == ".":
            _join_dots(node)
        if node.text:
            node.text = node.text.translate(_VARIATIONS)


def _place_limits(node: etree._Element, *, display: bool) -> None:
    """Place limits beside their operator where the style is not that of a displayed formula.

    Browsers do so by themselves, and the library that draws formulas for print does not.
    """
    name = local_name(str(node.tag))
    if style := node.get("displaystyle"):
        display = style == "true"
    if not display and name in _BESIDE and _is_movable(node[0]):
        node.tag = f"{{{MATHML}}}{_BESIDE[name]}"
    for index, child in enumerate(node):
        small = name == "mfrac" or (name in _SCRIPTED and index > 0)
        _place_limits(child, display=display and not small)


def _drop_empty_row(table: etree._Element) -> None:
    """Drop the row that begins with a line break at the end of a table, as TeX does."""
    last = list(table[-1]) if len(table) > 1 else []
    if len(last) == 1 and not len(last[0]) and "border" not in last[0].get("style", ""):
        table.remove(table[-1])


def _is_movable(base: etree._Element) -> bool:
    return base.text in _LARGE and base.get("movablelimits") != "false"


def _join_dots(first: etree._Element) -> None:
    """Make one ellipsis of three full stops in a row."""
    others = [each for each in first.itersiblings() if each.tag == first.tag][:2]
    parent = first.getparent()
    if parent is None or [each.text for each in others] != [".", "."]:
        return
    if first.getnext() is others[0] and others[0].getnext() is others[1]:
        first.text = "…"
        first.attrib.update(others[1].attrib)
        for each in others:
            parent.remove(each)


def _remove_strokes(node: etree._Element) -> None:
    """Remove the empty rows that a style sheet of the library would draw; ours draws the parent."""
    for row in list(node)[1:]:
        if not len(row) and not row.text:
            node.remove(row)


def _style_around(node: etree._Element, name: str) -> None:
    """Move a change of style from an element to an `mstyle` around it."""
    if name == "mrow":
        node.tag = f"{{{MATHML}}}mstyle"
        return
    if name == "mtable" and node.get("scriptlevel") == "0" and _is_full_size(node):
        del node.attrib["scriptlevel"]
        return
    style = etree.Element(f"{{{MATHML}}}mstyle")
    for attribute in _STYLE:
        if value := node.attrib.pop(attribute, None):
            style.set(attribute, value)
    if name == "mtable":
        node.set("displaystyle", style.get("displaystyle", "false"))
    parent = node.getparent()
    if parent is not None:
        style.tail, node.tail = node.tail, None
        parent.replace(node, style)
        style.append(node)


def _is_full_size(node: etree._Element) -> bool:
    """Whether nothing around an element makes it smaller."""
    small = {"msub", "msup", "msubsup", "munder", "mover", "munderover", "mfrac", "mstyle", "mroot"}
    return all(local_name(str(each.tag)) not in small for each in node.iterancestors())


def _flatten_words(words: etree._Element) -> None:
    """Replace the HTML in an `mtext`, which MathML 3 does not have, by a style of the words."""
    styles = [_WEIGHTS[name] for each in words if (name := local_name(str(each.tag))) in _WEIGHTS]
    text = "".join(words.itertext())
    for child in list(words):
        words.remove(child)
    words.text = text
    if len(styles) == 1:
        variant, css = styles[0]
        words.set("mathvariant", variant)
        words.set("style", css)
