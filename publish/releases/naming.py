"""The names of files in a release: short, in ASCII, and the same wherever the book is."""

from __future__ import annotations

import re
from functools import cache

import icu

from publish.model.book import Book, Edition

_LONGEST = 60  # characters of a title
_UNSAFE = re.compile(r"[^a-z0-9]+")
_UNSAFE_IN_VERSION = re.compile(r"[^A-Za-z0-9._+-]+")


def release_name(book: Book) -> str:
    """What the names of its files begin with: the title and the version, "a-new-book-1.0"."""
    title = slug(book.metadata.title) or slug(book.name) or "book"
    return f"{title}-{version_name(book.metadata.version)}"


def version_name(version: str) -> str:
    """A version as the name of a folder."""
    return _UNSAFE_IN_VERSION.sub("-", version).strip(".-") or "0"


def file_name(name: str, edition: Edition) -> str:
    """The name of an edition's file, or of its folder."""
    is_short = edition.suffix and edition.name == edition.format
    suffix = "" if is_short else f"-{slug(edition.name) or edition.name}"
    return f"{name}{suffix}{edition.suffix}"


def slug(text: str) -> str:
    """A text in Latin letters and digits, cut after a whole word."""
    latin: str = _to_latin().transliterate(text)
    whole = _UNSAFE.sub("-", latin.replace("'", "").replace("’", "")).strip("-")
    if len(whole) <= _LONGEST:
        return whole
    cut = whole[: _LONGEST + 1].rpartition("-")[0]
    return cut or whole[:_LONGEST]


@cache
def _to_latin() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Any-Latin; Latin-ASCII; Lower")
