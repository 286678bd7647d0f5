"""What a file of an export knows of its book, beside what its readers see.

A file that other programs edit carries this with it, so that the import of the edited file finds
every section and every name again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from publish.model.roles import Matter, Role

# The namespace of the facts where a file has them as XML.
FACTS_NAMESPACE = "urn:publish:exported-book"


class ExportedSection(msgspec.Struct, frozen=True, omit_defaults=True):
    """A section: `bookmark` is its name in the file, `label` with separator what its heading shows.

    `number` is bare, "" for none; `fixed_number` and `start` are the author's settings, `digest`
    the hash of its text as exported.
    """

    id: str
    bookmark: str
    title: str
    role: Role
    matter: Matter
    label: str = ""
    number: str = ""
    missing: bool = False
    fixed_number: str = ""
    start: int | None = None
    language: str = ""
    digest: str = ""


class ExportedCaption(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something with a caption; `label` is what stands before its words, with the separator."""

    id: str
    kind: str
    label: str


class ExportedBook(msgspec.Struct, frozen=True, omit_defaults=True):
    """A book in an exported file.

    `names` are the identifiers by bookmark, `references` the forms of generated references by
    target and text ("" for the usual one), `numbering` and `bibliography` tables of the manifest,
    `works` those that it cites, as CSL-JSON.
    """

    name: str
    title: str
    language: str
    version: str
    sections: tuple[ExportedSection, ...]
    captions: tuple[ExportedCaption, ...] = ()
    names: Mapping[str, str] = {}
    references: Mapping[str, Mapping[str, str]] = {}
    numbering: Mapping[str, Any] = {}
    works: tuple[Mapping[str, Any], ...] = ()
    bibliography: Mapping[str, Any] = {}
    format: int = 1


def encode_exported(book: ExportedBook) -> bytes:
    """The facts as JSON."""
    return msgspec.json.encode(book)


def decode_exported(content: bytes) -> ExportedBook | None:
    """The facts in JSON; None for anything else, and for names that are none."""
    try:
        book = msgspec.json.decode(content, type=ExportedBook)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return book if all(map(_NAME.fullmatch, _names(book))) else None


# A name, which becomes that of a file or of a table: without paths, spaces and marks of TOML.
_NAME = re.compile(r"\w[\w.:-]*")


def _names(book: ExportedBook) -> Iterator[str]:
    yield from (section.id for section in book.sections)
    yield from (caption.id for caption in book.captions)
    yield from (*book.names.values(), *book.references)
    for table in (book.numbering, book.bibliography):
        yield from _keys(table)


def _keys(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        yield key
        yield from _keys(value) if isinstance(value, dict) else ()
