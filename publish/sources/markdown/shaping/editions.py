"""Content for some editions only: `only="print"` and `except="epub"` on what has attributes.

A condition on a heading holds for its section, as its language does. What loses all its content
(an item, a quotation, a box) goes as well; so do notes that only such content calls, and the calls
of such notes. The names of what goes are kept for the messages about references to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, takewhile

from lxml import etree

from publish.model.markup import CONTAINER_TITLE, DATA_LEFT_OUT, DATA_NOTE, X, has_class
from publish.model.names import slug
from publish.model.xhtml import remove, text_of
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.parsing.parser import CAPTION_PREFIX

_CONDITIONAL = etree.XPath("descendant-or-self::*[@only or @except]")
_HEADING = re.compile(rf"{re.escape(X)}h([1-6])")
_TASK = re.compile(r"\[[ xX]\]")
_CELLS = (f"{X}td", f"{X}th")
_KEPT = (f"{X}body", f"{X}dd", *_CELLS)  # a cell has its place in the table, empty or not


def remove_other_editions(root: etree._Element, source: SourceFile) -> None:
    """Remove what is not part of the edition that is read for; headings have their turn later."""
    for node in _CONDITIONAL(root):
        if not _HEADING.fullmatch(str(node.tag)) and (condition := _unmet(node, source)):
            _leave_out([node], condition, source)


def remove_other_sections(root: etree._Element, source: SourceFile) -> None:
    """Remove the sections of headings that are not part of the edition.

    They may go on in an included file, so this follows the includes. Without its title, the file
    itself is not part of the edition, which an attribute of the root says.
    """
    for node in _CONDITIONAL(root):
        if condition := _unmet(node, source):
            is_title = node.tag == f"{X}h1" and node.getparent() is root
            if is_title and next(root.iter(f"{X}h1")) is node:
                root.set(DATA_LEFT_OUT, condition)
            _leave_out([node, *_below(node)], condition, source)


def _unmet(node: etree._Element, source: SourceFile) -> str:
    """The condition of an element that this edition does not meet; "" if there is none."""
    only, exempt = node.attrib.pop("only", None), node.attrib.pop("except", None)
    if node.getparent() is None or source.context.is_included(only, exempt):
        return ""
    return f"only={only}" if only is not None else f"except={exempt}"


def _below(heading: etree._Element) -> Iterator[etree._Element]:
    """What follows a heading in its section; notes belong to the file."""
    level = _level(heading)
    for node in list(heading.itersiblings()):
        if 0 < _level(node) <= level:
            return
        if node.get(DATA_NOTE) is None or node.tag != f"{X}aside":
            yield node


def _level(node: etree._Element) -> int:
    heading = _HEADING.fullmatch(str(node.tag))
    return int(heading[1]) if heading else 0


def _leave_out(nodes: Iterable[etree._Element], condition: str, source: SourceFile) -> None:
    """Remove elements, with what depends on them and what they leave empty."""
    names = source.context.dependencies.left_out
    waiting = list(nodes)
    while waiting:
        node = waiting.pop(0)
        parent = node.getparent()
        if parent is not None:
            names.update(dict.fromkeys(_names(node), condition))
            dependants = list(_dependants(node))
            remove(node)
            waiting[:0] = [*dependants, *_emptied(parent)]


def _dependants(node: etree._Element) -> Iterator[etree._Element]:
    """The definitions of a term, and the caption of a table."""
    if node.tag == f"{X}dt":
        yield from takewhile(lambda each: each.tag == f"{X}dd", node.itersiblings())
    if node.tag == f"{X}table":
        following = islice(node.itersiblings(), 1)
        yield from (each for each in following if (each.text or "").startswith(CAPTION_PREFIX))


def _emptied(parent: etree._Element) -> Iterator[etree._Element]:
    """The element that has lost all its content, which may be a row of cells."""
    if parent.tag in _CELLS:
        row = parent.getparent()
        if row is not None and not any(map(_has_content, row)):
            yield row
    elif parent.tag not in _KEPT and not _level(parent) and not _has_content(parent):
        yield parent


def _has_content(node: etree._Element) -> bool:
    """Whether an element has text besides its title, or other elements."""
    text = (node.text or "").strip()
    if text and not _TASK.fullmatch(text):
        return True
    return any(
        not has_class(child, CONTAINER_TITLE) or (child.tail or "").strip() for child in node
    )


def _names(node: etree._Element) -> Iterator[str]:
    """The identifiers in an element, of titles as derived, and its notes and calls as `^label`."""
    for each in node.iter(etree.Element):
        if label := each.get(DATA_NOTE):
            yield f"^{label}"
        if name := each.get("id") or (slug(text_of(each)) if _level(each) else ""):
            yield name
