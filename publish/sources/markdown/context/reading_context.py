"""What the reading of one text may ask of the book around it."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from publish.cache import Cache
from publish.config.text import decode_text
from publish.diagnostics import Location, Report
from publish.model.features import TextFeature
from publish.sources.files.book_files import read_inside
from publish.sources.markdown.context.fragments import Fragments

_NONE = Cache(None)


class Asked(msgspec.Struct):
    """What the reading of texts asked: which files, by name, with the hash of their bytes ("" for
    one that could not be opened), whether anything was for some editions alone, and what they hold.
    """

    files: dict[str, str] = {}
    edition: bool = False
    holds: set[TextFeature] = set()


class Manuscript(msgspec.Struct, frozen=True):
    """The book that a text belongs to, and the edition that it is read for.

    `conditions` are the words that `only` and `except` are held against: the edition's name and
    format. `variables` are the values that `{{name}}` stands for. `cites` tells whether the book
    has a bibliography, so that `@key` is a citation. What was read before is in `cache`,
    what else the present text is made of in `fragments`.
    """

    folder: Path
    language: str
    report: Report
    conditions: frozenset[str] = frozenset()
    variables: Mapping[str, str] = msgspec.field(default_factory=dict)
    cites: bool = False
    cache: Cache = _NONE
    asked: Asked = msgspec.field(default_factory=Asked)
    fragments: Fragments = msgspec.field(default_factory=Fragments)

    def name(self, written: str, file: str) -> str:
        """A name as the manuscript's `file` writes it, from the book's folder."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(file), written))

    def path(self, file: str) -> str:
        """A file of the book as messages name it."""
        return _joined(self.folder, file)

    def belongs(self, only: str | None, exempt: str | None) -> bool:
        """Whether something so marked is part of the edition that is read for.

        The words are names or formats of editions; several are parted by spaces, one is enough.
        """
        self.asked.edition |= only is not None or exempt is not None
        if only is not None and not self.conditions & set(only.split()):
            return False
        return exempt is None or not self.conditions & set(exempt.split())

    def text(self, name: str, place: Location) -> str | None:
        """The text of a file of the book, or None with a diagnostic at `place`."""
        content = read_inside(self.folder, name, place, self.report)
        self.asked.files[name] = _mark(content)
        if content is None:
            return None
        return decode_text(content, self.path(name), self.report, code="TXT-001")

    def fingerprint(self, name: str) -> str:
        """What `asked` says of a file that is opened now."""
        return _mark(read_inside(self.folder, name, Location(""), Report()))


@lru_cache(maxsize=256)
def _joined(folder: Path, file: str) -> str:
    return str(folder / file)


def _mark(content: bytes | None) -> str:
    return "" if content is None else hashlib.sha256(content).hexdigest()
