"""Finds notes of an EPUB that no type names: a short mark and a text that lead to each other."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from publish.importers.documents.readers.archives import normal_path

_X = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_MARK = re.compile(r"\W*(?:\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§¶]{1,3})\W*", re.I)
_BLOCKS = frozenset(f"{_X}{name}" for name in ("p", "li", "div", "aside", "dd", "td"))
_HEADINGS = frozenset(f"{_X}h{level}" for level in range(1, 7))


def mark_notes(paths: Sequence[str], tree: Callable[[str], etree._Element | None]) -> None:
    """Give the types of EPUB 3 to such calls and notes, and to documents that have only notes."""
    noted: set[str] = set()
    for path in paths:
        root = tree(path)
        for call in root.iter(f"{_X}a") if root is not None else ():
            found = _note(call, path, tree) if _is_call(call) else None
            if found is not None:
                noted.add(found)
    for path in noted:
        _mark_document(tree(path))


def _is_call(link: etree._Element) -> bool:
    words = "".join(link.itertext()).strip()
    is_named = link.get(_TYPE) or link.get("role", "doc-noteref") != "doc-noteref"
    return not is_named and "#" in link.get("href", "") and bool(_MARK.fullmatch(words))


def _note(
    call: etree._Element, path: str, tree: Callable[[str], etree._Element | None]
) -> str | None:
    """Mark a call and its note if they link to each other; the path of the note's document."""
    other, identifier = _target(call, path)
    root = tree(other)
    target = by_id(root, identifier) if root is not None else None
    block = _block(target) if target is not None else None
    if block is None or block is _block(call):
        return None
    own = {node.get("id") for node in (call, *call.iterancestors(f"{_X}sup", f"{_X}span"))} - {None}
    back = [a for a in block.iter(f"{_X}a") if _target(a, other) in {(path, each) for each in own}]
    if not back or _stands_before(block, back[0], call):
        return None
    call.set(_TYPE, "noteref")
    block.set(_TYPE, "footnote")
    block.set("id", identifier)
    for link in back:
        link.set("role", "doc-backlink")
    return other


def _stands_before(block: etree._Element, back: etree._Element, call: etree._Element) -> bool:
    """Whether the links are those of a note seen from its other end: the call begins its block."""
    own = _block(call)
    if own is None or block.get(_TYPE) == "footnote":
        return False
    begins = "".join(own.itertext()).strip().startswith("".join(call.itertext()).strip())
    return begins and not "".join(block.itertext()).strip().startswith(
        "".join(back.itertext()).strip()
    )


def _target(link: etree._Element, path: str) -> tuple[str, str]:
    file, _, identifier = link.get("href", "").partition("#")
    other = normal_path(posixpath.join(posixpath.dirname(path), file)) if file else path
    return other, identifier


def by_id(root: etree._Element, identifier: str) -> etree._Element | None:
    """The element with an identifier."""
    return next((node for node in root.iter(etree.Element) if node.get("id") == identifier), None)


def _block(node: etree._Element) -> etree._Element | None:
    return next((each for each in (node, *node.iterancestors()) if each.tag in _BLOCKS), None)


def _mark_document(root: etree._Element | None) -> None:
    body = root.find(f"{_X}body") if root is not None else None
    if body is not None and not "".join(_other_words(body)).strip():
        body.set(_TYPE, "endnotes")


def _other_words(node: etree._Element) -> Iterator[str]:
    """The words of an element that are in no note and no heading."""
    if node.get(_TYPE) == "footnote" or node.tag in _HEADINGS:
        return
    yield node.text or ""
    for child in node.iterchildren(etree.Element):
        yield from _other_words(child)
        yield child.tail or ""
