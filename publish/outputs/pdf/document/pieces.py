"""Cuts the two documents of a book into pieces that are laid out separately.

A piece begins where a section opens a page of its own: a chapter, a part with its introduction, a
section of the front matter. Everything before the contents is one piece, and so are the contents
with the lists after them, chapters without text that share their pages, and whatever begins on the
next page or runs on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from functools import partial
from itertools import zip_longest

import msgspec
from lxml import etree

from publish.cache import Cache, Memo
from publish.model.markup import (
    CONTENTS,
    DATA_OPEN,
    DATA_SHELL,
    MISSING,
    OPENS_FILE,
    XML_LANG,
    has_class,
)
from publish.model.roles import Role
from publish.outputs.pdf.document.openings import shares_leaf
from publish.outputs.pdf.document.piece_source import PieceSource
from publish.outputs.pdf.document.trees import BodyPart, DocumentTrees
from publish.render.shared_inputs import SharedInputs

_SHELL_ATTRIBUTES = ("class", "lang", XML_LANG, "dir")


class _PartInputs(msgspec.Struct, frozen=True):
    """`part` is a digest of all that the document of a part is made of, but for what all templates
    see."""

    part: str
    shared: SharedInputs


_PARTS = Memo("pdf-part", _PartInputs, list[PieceSource])


def cut_into_pieces(
    documents: DocumentTrees, shared: SharedInputs, cache: Cache
) -> list[PieceSource]:
    """The pieces of both documents, in the order of the book; the trees are taken apart.

    Those of parts of the body that were cut before are in the cache.
    """
    pieces = list(_cut_front(documents.front))
    for part in documents.body:
        pieces += _PARTS.get(cache, _PartInputs(part.key, shared), partial(_cut_part, part))
    return pieces


def _cut_part(part: BodyPart) -> list[PieceSource]:
    return list(_cut(part.build(), front=False))


def _cut_front(root: etree._Element) -> Iterator[PieceSource]:
    opening, contents, rest = _split_at_contents(list(_body(root)))
    for group in (opening, contents):
        if group:
            yield PieceSource.of(_document_of(root, [], group), front=True)
    for node in _body(root):
        if node not in rest:
            _body(root).remove(node)
    yield from _cut(root, front=True)


def _split_at_contents(
    sections: list[etree._Element],
) -> tuple[list[etree._Element], list[etree._Element], list[etree._Element]]:
    """The sections before the contents, the contents with the lists, the sections after."""
    is_contents = [has_class(node, CONTENTS) for node in sections]
    first = is_contents.index(True)
    last = first + is_contents[first:].count(True)
    while last < len(sections) and shares_leaf(sections[last]):
        last += 1
    return sections[:first], sections[first:last], sections[last:]


def _cut(root: etree._Element, *, front: bool) -> Iterator[PieceSource]:
    """The pieces of a document."""
    group: list[etree._Element] = []
    openings = [each for node in list(_body(root)) for each in _page_openings(node, [])]
    for (section, enclosing), following in zip_longest(openings, openings[1:]):
        group.append(section)
        if following is None or not _shares_piece(section, enclosing, following):
            open_sections = [node for node in group if node.get(DATA_OPEN) is not None]
            yield PieceSource.of(
                _document_of(root, enclosing, group),
                front=front,
                enclosing=_ids(enclosing),
                open_sections=_ids(open_sections),
            )
            group = []


def _ids(sections: Iterable[etree._Element]) -> list[str]:
    return [node.get("id", "") for node in sections]


def _shares_piece(
    section: etree._Element,
    enclosing: list[etree._Element],
    following: tuple[etree._Element, list[etree._Element]],
) -> bool:
    """Whether the next section is in the same piece: it may share a page, or begins a verso."""
    after, enclosing_after = following
    if enclosing_after != enclosing:
        return False
    return (
        shares_leaf(after)
        or (has_class(section, MISSING) and has_class(after, MISSING))
        or has_class(after, Role.COPYRIGHT_PAGE)
    )


def _page_openings(
    section: etree._Element, enclosing: list[etree._Element]
) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
    """A section and those below it that open pages, each with its enclosing sections."""
    opening = [node for node in section if has_class(node, OPENS_FILE) and not shares_leaf(node)]
    last = list(section)[-len(opening) :] if opening else []
    if opening != last:
        opening = []  # text after them would have to follow in the same piece
    for node in opening:
        section.remove(node)
    if opening:
        section.set(DATA_OPEN, "")
    yield section, enclosing
    for node in opening:
        yield from _page_openings(node, [*enclosing, section])


def _document_of(
    root: etree._Element, enclosing: list[etree._Element], sections: list[etree._Element]
) -> etree._Element:
    """A document like `root` with these sections only, in empty copies of the enclosing ones."""
    document = etree.Element(root.tag, dict(root.attrib), nsmap=root.nsmap)
    document.append(deepcopy(root[0]))
    body = _body(root)
    parent = etree.SubElement(document, body.tag, dict(body.attrib))
    for shell in enclosing:
        attributes = {name: value for name in _SHELL_ATTRIBUTES if (value := shell.get(name))}
        parent = etree.SubElement(parent, shell.tag, {**attributes, DATA_SHELL: ""})
    for section in sections:
        section.tail = None
        parent.append(section)
    return document


def _body(root: etree._Element) -> etree._Element:
    return root[-1]
