"""The book and the edition that a text is read for, and what its reading depends on."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from publish.cache import NO_CACHE, Cache
from publish.config.text import decode_text
from publish.diagnostics import Location, Report
from publish.files import sha256_of
from publish.model.features import TextFeature
from publish.model.language import LocalizedWords, OwnWords, localized_words
from publish.sources.files.book_files import read_book_file
from publish.sources.markdown.context.fragments import Fragments


class ReadDependencies(msgspec.Struct):
    """What the reading of texts depended on, and the features that it found in them.

    `files` are the files that it opened, by name, with the hash of their bytes ("" for one that
    could not be opened); `edition` is set where anything was marked for some editions. `left_out`
    are the names of what another edition has, with the condition.
    """

    files: dict[str, str] = {}
    edition: bool = False
    features: set[TextFeature] = set()
    left_out: dict[str, str] = {}


class ReadingContext(msgspec.Struct, frozen=True):
    """The book that a text belongs to, and the edition that it is read for.

    `conditions` are the words that `only` and `except` are compared with: the edition's name and
    format. `variables` are the values of `{{name}}`, `macros` those of formulas, `own_words`
    those that the book gives the program. In a book
    with `has_bibliography`, `@key` is a citation. `fragments` are the formulas and listings of the
    present text. Up to `processes` parse in parallel; `while_parsing` is that of the run.
    """

    folder: Path
    language: str
    report: Report
    own_words: OwnWords = ()
    conditions: frozenset[str] = frozenset()
    variables: Mapping[str, str] = msgspec.field(default_factory=dict)
    macros: Mapping[str, str] = msgspec.field(default_factory=dict)
    has_bibliography: bool = False
    cache: Cache = NO_CACHE
    processes: int = 1
    while_parsing: Callable[[], None] | None = None
    dependencies: ReadDependencies = msgspec.field(default_factory=ReadDependencies)
    fragments: Fragments = msgspec.field(default_factory=Fragments)

    def words_in(self, language: str) -> LocalizedWords:
        """The words that the program adds to a text in that language."""
        return localized_words(language, self.own_words if language == self.language else ())

    def resolve(self, name: str, file: str) -> str:
        """The name that `file` of the manuscript gives, relative to the book's folder."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(file), name))

    def display_path(self, file: str) -> str:
        """The path of a file of the book in messages."""
        return _joined(self.folder, file)

    def is_included(self, only: str | None, exempt: str | None) -> bool:
        """Whether something with these conditions is part of the edition that is read for.

        Each holds names or formats of editions, separated by spaces; one match is enough.
        """
        self.dependencies.edition |= only is not None or exempt is not None
        if only is not None and not self.conditions & set(only.split()):
            return False
        return exempt is None or not self.conditions & set(exempt.split())

    def read_text(self, name: str, place: Location) -> str | None:
        """The text of a file of the book, or None with a diagnostic at `place`."""
        content = read_book_file(self.folder, name, place, self.report)
        self.dependencies.files[name] = _content_hash(content)
        if content is None:
            return None
        return decode_text(content, self.display_path(name), self.report, code="TXT-001")

    def current_hash(self, name: str) -> str:
        """The hash of a file as `dependencies` would record it now."""
        return _content_hash(read_book_file(self.folder, name, Location(""), Report()))


@lru_cache(maxsize=256)
def _joined(folder: Path, file: str) -> str:
    return str(folder / file)


def _content_hash(content: bytes | None) -> str:
    return "" if content is None else sha256_of(content)
