"""The lists of headings in the parts of Word: what counts them, and the heading styles in them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from lxml import etree

from publish.exporters.docx.heading_numbers import HeadingLists
from publish.exporters.docx.names import Bookmarks
from publish.exporters.docx.wordml import w

_FIRST_LIST = 8000  # above those of pandoc
_DEEPEST = 9  # level of headings
_INSTANCES = 1000  # of one list, at most


class HeadingListIds(msgspec.Struct, frozen=True):
    """The lists, and the number of the list and the level of each heading by its bookmark."""

    lists: HeadingLists
    by_bookmark: Mapping[str, tuple[str, str]]


def heading_list_ids(lists: HeadingLists, bookmarks: Bookmarks) -> HeadingListIds:
    """The identifiers of the lists of headings."""
    places = {
        bookmarks.name(section): (
            str(_instance(lists, place.group, place.instance)),
            str(place.level),
        )
        for section, place in lists.numbers.items()
    }
    return HeadingListIds(lists, places)


def _list(lists: HeadingLists, group: str) -> int:
    return _FIRST_LIST + list(lists.levels).index(group)


def _instance(lists: HeadingLists, group: str, instance: int) -> int:
    return _FIRST_LIST + list(lists.levels).index(group) * _INSTANCES + instance


def add_lists(numbering: etree._Element, lists: HeadingLists) -> None:
    """Add the lists of headings to the part `numbering.xml`: all lists are before all instances."""
    first = numbering.find(w("num"))
    place = len(numbering) if first is None else numbering.index(first)
    for i, group in enumerate(lists.levels):
        numbering.insert(place + i, _abstract(lists, group))
    for group in lists.levels:
        instances = [0, *(number for own, number in lists.starts if own == group)]
        for instance in instances:
            numbering.append(_num(lists, group, instance))


def _abstract(lists: HeadingLists, group: str) -> etree._Element:
    element = etree.Element(w("abstractNum"))
    element.set(w("abstractNumId"), str(_list(lists, group)))
    _add(element, "multiLevelType", "multilevel")
    headings = {place: level for level, place in lists.styles.items()}
    for i, level in enumerate(lists.levels[group]):
        own = etree.SubElement(element, w("lvl"))
        own.set(w("ilvl"), str(i))
        _add(own, "start", "1")
        _add(own, "numFmt", level.format)
        if not level.restarts:
            _add(own, "lvlRestart", "0")
        if (group, i) in headings:
            _add(own, "pStyle", f"Heading{headings[group, i]}")
        _add(own, "suff", "space" if level.space else "nothing")
        _add(own, "lvlText", level.text)
        _add(own, "lvlJc", "left")
        indent = etree.SubElement(etree.SubElement(own, w("pPr")), w("ind"))
        indent.set(w("left"), "0")
        indent.set(w("firstLine"), "0")
    return element


def _num(lists: HeadingLists, group: str, instance: int) -> etree._Element:
    element = etree.Element(w("num"))
    element.set(w("numId"), str(_instance(lists, group, instance)))
    _add(element, "abstractNumId", str(_list(lists, group)))
    if start := lists.starts.get((group, instance)):
        override = etree.SubElement(element, w("lvlOverride"))
        override.set(w("ilvl"), str(start[0]))
        _add(override, "startOverride", str(start[1]))
    return element


def link_styles(styles: etree._Element, lists: HeadingLists) -> None:
    """Give the heading styles the levels of most of their headings, so that new ones count."""
    by_name = {style.get(w("styleId")): style for style in styles.iter(w("style"))}
    for heading, (group, level) in lists.styles.items():
        properties = by_name[f"Heading{min(heading, _DEEPEST)}"].find(w("pPr"))
        assert properties is not None
        numbering = etree.Element(w("numPr"))
        _add(numbering, "ilvl", str(level))
        _add(numbering, "numId", str(_instance(lists, group, 0)))
        keep = properties.find(w("keepNext"))
        properties.insert(0 if keep is None else properties.index(keep) + 1, numbering)


def _add(parent: etree._Element, name: str, value: str) -> None:
    etree.SubElement(parent, w(name)).set(w("val"), value)
