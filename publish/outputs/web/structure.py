"""The structure of a page as HTML and those who read by ear expect it of one page.

The first heading of a page is of the first level, whatever its section has in the book; a page
without one has its title, for the ear alone. A section without a heading has a name. Speeches are
no list of definitions, in which a term would repeat. Numbers stay whole on a phone.
"""

from __future__ import annotations

from lxml import etree

from publish.model.language import LocalizedWords
from publish.model.markup import HEADING, X, add_classes, classes_of, has_class
from publish.model.xhtml import element
from publish.outputs.pages.markup import find_all

UNSEEN = "unseen"
_DRAMA, _DEEPEST = "drama", 6
_SPEECHES = {f"{X}dt": "speaker", f"{X}dd": "speech"}


def adapt_structure(root: etree._Element, title: str, words: LocalizedWords) -> None:
    """Change headings, sections and speeches of a page with that title."""
    headings = [node for node in root.iter(etree.Element) if _is_of_section(node)]
    first = min((_level(heading) for heading in headings), default=1)
    for heading in headings:
        _set_level(heading, _level(heading) - first + 1)
        _name(heading)
    if not find_all(root, "h1"):
        find_all(root, "main")[0].insert(0, element("h1", title, class_=UNSEEN))
    for section in find_all(root, "section"):
        label = "" if _has_heading(section) else _label(section, words)
        if label and not section.get("aria-label"):
            section.set("aria-label", label)
    for chance in find_all(root, "wbr"):
        _keep_number(chance)
    for speeches in find_all(root, "dl"):
        if any(has_class(node, _DRAMA) for node in (speeches, *speeches.iterancestors())):
            _as_speeches(speeches)


def _is_of_section(node: etree._Element) -> bool:
    """Whether an element is the heading of a section, and not that of a list."""
    return has_class(node, HEADING) and next(node.iterancestors(f"{X}section"), None) is not None


def _level(heading: etree._Element) -> int:
    return int(heading.get("aria-level") or etree.QName(heading).localname[1:])


def _set_level(heading: etree._Element, level: int) -> None:
    heading.tag = f"{X}h{min(level, _DEEPEST)}"
    heading.attrib.pop("aria-level", None)
    if level > _DEEPEST:
        heading.set("aria-level", str(level))


def _name(heading: etree._Element) -> None:
    """Give a heading an id of its own, by which the search finds where its section begins."""
    section = next(heading.iterancestors(f"{X}section"), None)
    if section is not None and section.get("id"):
        heading.set("id", f"_h.{section.get('id')}")


def _has_heading(section: etree._Element) -> bool:
    return any(has_class(node, HEADING) for node in section.iter(etree.Element))


def _label(section: etree._Element, words: LocalizedWords) -> str:
    """What a section is, in words; empty for one that has no word."""
    role = next(iter(classes_of(section)), "")
    return words.cover if role == "cover" else words.roles.get(role, "")


def _keep_number(chance: etree._Element) -> None:
    """Remove a chance to break inside a number, which would read as two: a table can be moved."""
    before, parent = chance.getprevious(), chance.getparent()
    if parent is None:
        return
    text = parent.text if before is None else before.tail
    if (text or "")[-1:].isdecimal() and (chance.tail or "")[:1].isdecimal():
        joined = f"{text}{chance.tail}"
        if before is None:
            parent.text = joined
        else:
            before.tail = joined
        chance.tail = None
        parent.remove(chance)


def _as_speeches(speeches: etree._Element) -> None:
    speeches.tag = f"{X}div"
    for node in speeches.iterchildren(*_SPEECHES):
        name = _SPEECHES[str(node.tag)]
        node.tag = f"{X}div"
        add_classes(node, name)
