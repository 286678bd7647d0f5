"""Rewrites the MathML of a formula for the library that draws it, which knows MathML 3 and no CSS.

Spaces, the alignment of cells and wide accents are in `style` attributes, in invisible operators
and in combining characters there; the library takes them as attributes, spaces and rules.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from publish.model.markup import MATH, MATHML

_NS = f"{{{MATHML}}}"
_MI, _MO, _MROW, _MSPACE, _MTABLE, _MTD, _MPADDED, _MENCLOSE = (
    _NS + name for name in "mi mo mrow mspace mtable mtd mpadded menclose".split()
)
_MSTYLE = f"{_NS}mstyle"
_ROWS = frozenset({_MROW, _MTD, _MENCLOSE, MATH, _MSTYLE})
_MAY_BE_EMPTY = _ROWS | {_MPADDED, f"{_NS}mphantom", f"{_NS}msqrt"}
_OVER_AND_UNDER = frozenset(_NS + name for name in ("mover", "munder"))
# Function application, and the three that follow it: they separate, and show nothing.
_INVISIBLE = frozenset("\u2061\u2062\u2063\u2064")
_RULE = "\u2015"  # which is drawn as a rule of the right width
_COLUMN_GAP, _EDGE = "0.8em", "0.2em"
# Enlarged in a displayed formula, and never stretched to the height of what is beside them.
_LARGE = frozenset("∑∏∐⋂⋃⋀⋁⨀⨁⨂⨄⨆∫∬∭⨌∮∯∰")
_STRETCHED = {"\u0332": _RULE, "~": "\u0303", "\u02c7": "\u030c", "\u203e": _RULE, "_": _RULE}
# It stretches what is above or below, and not an arrow with something above.
_LONG = dict(zip("→←⇒⇐↔⇔↦", "⟶⟵⟹⟸⟷⟺⟼", strict=True))
_LABELLED = frozenset(_NS + name for name in ("mover", "munder", "munderover"))
_SCRIPTED = _LABELLED | {_NS + name for name in ("msub", "msup", "msubsup")}
_ALIGNMENT = re.compile(r"text-align:\s*(left|right|center)")
_MARGIN = re.compile(r"margin-left:\s*(-?[\d.]+em)")
_PADDING = re.compile(r"padding-(left|right):\s*([\d.]+(?:em)?)")
_NO_PADDING = re.compile(r"padding-right:\s*0(?:;|$)")
_GAP = re.compile(r"padding-left:\s*1em")


def rewrite(math: Element) -> None:
    """Rewrite a `math` element in place."""
    math.set("displaystyle", str(math.get("display") == "block").lower())
    for node in reversed(list(math.iter())):
        _REWRITE.get(node.tag, _keep)(node)
        if node.tag in _OVER_AND_UNDER:
            _stretch(node[1])
        if node.tag in _LABELLED and _is_labelled_arrow(node):
            node[0].text = _LONG.get(node[0].text or "", node[0].text)
        _simplify(node)
        for child in _smaller_children(node):
            child.attrib.setdefault("displaystyle", "false")
    for node in list(math.iter()):
        if node.tag in _MAY_BE_EMPTY and not len(node):  # the library has no size for nothing
            SubElement(node, _MSPACE, width="0em")


def _keep(_: Element) -> None:
    """Leave an element as it is."""


def _space(node: Element) -> None:
    """A negative space is a margin in CSS, and a negative width in MathML 3."""
    if margin := _MARGIN.search(node.get("style", "")):
        node.set("width", margin[1])
    _without_style(node)


def _operator(node: Element) -> None:
    if node.text in _LARGE:
        node.attrib |= {"largeop": "true", "stretchy": "false"}
    if node.text not in _INVISIBLE:
        return
    width = node.get("lspace", "0") + "em" * (node.get("lspace", "0") == "0")
    node.tag, node.text = _MSPACE, None
    node.attrib.clear()
    if width != "0em":
        node.set("width", width)


def _name(node: Element) -> None:
    # It draws names as operators, with space around; the formula has that space already.
    node.attrib |= {"lspace": "0em", "rspace": "0em"}


def _padded(node: Element) -> None:
    for side, width in _PADDING.findall(node.get("style", "")):
        if width != "0":
            space = Element(_MSPACE, {"width": width})
            node.insert(0 if side == "left" else len(node), space)
    _without_style(node)


def _styled(node: Element) -> None:
    """Put a row into a style; of several elements the library would give each to what is around."""
    if len(node) > 1:
        row = Element(_MROW)
        row.extend(node)
        node[:] = [row]


def _table(node: Element) -> None:
    for row in node:
        if len(row) and not any(map(len, row)):  # for which the library has no height
            row[0].append(Element(_MSPACE, {"width": "0em", "height": "0.7em"}))
    cells = list(node.iter(_MTD))
    styles = [cell.get("style", "") for cell in cells]
    if any(map(_GAP.search, styles)):
        spacing = "1em"  # between a case and its condition
    elif any("right" in style and _NO_PADDING.search(style) for style in styles):
        spacing = "0em 2em"  # the two sides of an equation belong together
    else:
        spacing = _COLUMN_GAP
    is_dense = any("padding-top" in style for style in styles)
    node.attrib |= {"columnspacing": spacing, "rowspacing": "0.1em" if is_dense else "0.4em"}
    _without_style(node)
    if spacing == _COLUMN_GAP:
        for row in node:
            row[0].insert(0, Element(_MSPACE, {"width": _EDGE}))
            row[-1].append(Element(_MSPACE, {"width": _EDGE}))
    for cell, style in zip(cells, styles, strict=True):
        if alignment := _ALIGNMENT.search(style):
            cell.set("columnalign", alignment[1])
        _without_style(cell)


def _without_style(node: Element) -> None:
    node.attrib.pop("style", None)


def _stretch(mark: Element) -> None:
    if mark.tag == _MO and mark.get("stretchy") == "true" and mark.text in _STRETCHED:
        mark.text = _STRETCHED[mark.text]


def _smaller_children(node: Element) -> list[Element]:
    """The children that are not in the style of a displayed formula, whatever is around them."""
    if node.tag == f"{_NS}mfrac":
        return list(node)
    return list(node)[1:] if node.tag in _SCRIPTED else []


def _is_labelled_arrow(node: Element) -> bool:
    """Whether a node is an arrow that CSS makes wide enough for its label."""
    return node[0].tag == _MO and any(space.get("width") == "3.5em" for space in node.iter(_MSPACE))


def _simplify(node: Element) -> None:
    """Remove what only CSS uses from a row: spaces without a width, and rows around one element."""
    for index, child in enumerate(list(node)):
        while child.tag == _MROW and _is_wrapper(child):
            (child,) = (each for each in child if not _is_empty(each))
            node[index] = child
    if node.tag in _ROWS:
        for child in list(node):
            if _is_empty(child):
                node.remove(child)


def _is_wrapper(row: Element) -> bool:
    return not row.attrib and sum(not _is_empty(each) for each in row) == 1


def _is_empty(node: Element) -> bool:
    return node.tag == _MSPACE and not {"width", "style"} & set(node.keys())


_REWRITE = {
    _MSPACE: _space, _MO: _operator, _MI: _name, _MPADDED: _padded, _MTABLE: _table,
    _MSTYLE: _styled,
}  # fmt: skip
