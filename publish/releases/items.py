"""Reads what a section has besides its words: captioned elements, pictures and notes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

import msgspec
from lxml import etree

from publish.files import sha256_of
from publish.model.book import Book
from publish.model.caption import CAPTION_ELEMENTS, Caption
from publish.model.markup import MATH, X
from publish.model.roles import Role
from publish.model.section import Section
from publish.releases.blocks import text_blocks
from publish.releases.text import NOTE, PICTURE, REFERENCE, TextItem

_CAPTIONS = frozenset(f"{X}{name}" for name in CAPTION_ELEMENTS)
_REFERENCE = re.compile(r"\[#[^\]\s]+\]")


class ItemReader(msgspec.Struct, frozen=True):
    """Reads the items of the sections of a book.

    `captions` are by the id of what they belong to, `in_section` by section; `pictures` are hashes.
    """

    captions: Mapping[str, Caption]
    in_section: Mapping[str, list[Caption]]
    pictures: Mapping[str, str]

    @classmethod
    def of(cls, book: Book) -> ItemReader:
        """The reader for a settled book."""
        hashes = {each.href: sha256_of(each.content) for each in book.resources}
        in_section: dict[str, list[Caption]] = defaultdict(list)
        for caption in book.captions:
            in_section[caption.section_id].append(caption)
        return cls({caption.id: caption for caption in book.captions}, in_section, hashes)

    def read(self, section: Section) -> Iterator[TextItem]:
        """The items of a section: captioned elements, then pictures, then notes."""
        yield from self._captioned(section)
        yield from self._pictures(section)
        for note in section.notes:
            text = " ".join(text_blocks(note.body, whole=True))
            yield TextItem(NOTE, note.id, str(note.number), text)

    def _captioned(self, section: Section) -> Iterator[TextItem]:
        captions = self.in_section.get(section.id, [])
        elements = {node.get("id"): node for node in section.body.iter()} if captions else {}
        for caption in captions:
            node = elements.get(caption.id)
            content = "" if node is None else _content_hash(node)
            yield TextItem(caption.kind.name, caption.id, caption.number, caption.title, content)

    def _pictures(self, section: Section) -> Iterator[TextItem]:
        for image in section.body.iter(f"{X}img"):
            name, text = image.get("src", ""), " ".join((image.get("alt") or "").split())
            place = self._place(image, section)
            yield TextItem(PICTURE, name, "", text, self.pictures.get(name, ""), place)

    def _place(self, image: etree._Element, section: Section) -> str:
        """The figure that a picture is in, else its section."""
        captions = (self.captions.get(node.get("id", "")) for node in image.iterancestors())
        heading = f"{section.label or ''}{section.separator}{section.title}"
        return next((caption.name for caption in captions if caption), heading)


def _content_hash(captioned: etree._Element) -> str:
    """A hash of the rows or lines below a caption, "" without any; a new number changes nothing."""
    parts = (child for child in captioned if child.tag not in _CAPTIONS)
    lines = [line for part in parts for line in text_blocks(part, whole=True)]
    text = _REFERENCE.sub(REFERENCE.format(""), "\n".join(lines))
    return sha256_of(text.encode()) if text else ""


def count_evidence(book: Book) -> dict[str, int]:
    """The numbers of formulas and of indexes, by which an edition claims features."""
    bodies = [section.body for section in book.walk()]
    return {
        "formulas": sum(1 for body in bodies for _ in body.iter(MATH)),
        "indexes": sum(section.role is Role.INDEX for section in book.walk()),
    }
