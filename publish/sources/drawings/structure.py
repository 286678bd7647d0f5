"""Removes what no page shows: data of programs, links, and what they offer to other programs."""

from __future__ import annotations

from lxml import etree

from publish.model.markup import SVG
from publish.model.xhtml import local_name

_S = f"{{{SVG}}}"
_DATA = (f"{_S}metadata", f"{_S}desc", f"{_S}title")
_SWITCH, _GROUP, _LINK = f"{_S}switch", f"{_S}g", f"{_S}a"
_TEXT, _PIECE = f"{_S}text", f"{_S}tspan"
_OF_LINKS = frozenset("href target rel download type show actuate title".split())
_NOT_DRAWN = frozenset({"foreignObject"})
_CONDITIONS = ("requiredExtensions", "requiredFeatures", "systemLanguage")


def remove_unshown(root: etree._Element) -> None:
    """Take out links, the data of programs, and what a `switch` does not choose."""
    etree.strip_tags(root, etree.Comment)
    for link in list(root.iter(_LINK)):
        _unlink(link)
    for switch in list(root.iter(_SWITCH)):
        _choose(switch)
    for node in list(root.iter(etree.Element)):
        is_data = node.tag in _DATA or etree.QName(node).namespace != SVG
        if is_data and node is not root:
            _remove(node)


def _unlink(link: etree._Element) -> None:
    """Make a link a group: nobody can follow it in a drawing that is an image of a text."""
    is_of_text = next(link.iterancestors(_TEXT), None) is not None
    link.tag = _PIECE if is_of_text else _GROUP
    for name in [name for name in link.attrib if local_name(str(name)) in _OF_LINKS]:
        del link.attrib[name]


def _choose(switch: etree._Element) -> None:
    """Keep the first element that can be drawn: a program offers its own form first, SVG 2, 5.9."""
    chosen = next((each for each in switch.iterchildren(etree.Element) if _is_drawn(each)), None)
    for each in list(switch):
        if each is not chosen:
            _remove(each)
        else:
            for name in _CONDITIONS:
                each.attrib.pop(name, None)
    switch.tag = _GROUP


def _is_drawn(node: etree._Element) -> bool:
    is_for_others = node.get("requiredExtensions") or node.get("systemLanguage")
    return not is_for_others and local_name(str(node.tag)) not in _NOT_DRAWN


def _remove(node: etree._Element) -> None:
    """Take an element out, and keep the text after it."""
    parent, previous = node.getparent(), node.getprevious()
    if parent is None:
        return
    if node.tail and previous is not None:
        previous.tail = (previous.tail or "") + node.tail
    elif node.tail:
        parent.text = (parent.text or "") + node.tail
    parent.remove(node)
