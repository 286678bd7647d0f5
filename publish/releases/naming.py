"""The names of files in a release: short, in ASCII, and the same wherever the book is."""

from __future__ import annotations

import re

import icu

from publish.model.book import Book, Edition
from publish.model.formats import format_of

_LONGEST = 60  # characters of a title
_UNSAFE = re.compile(r"[^a-z0-9]+")
_UNSAFE_IN_VERSION = re.compile(r"[^A-Za-z0-9._+-]+")


def release_name(book: Book) -> str:
    """What the names of its files begin with: the title and the version, "a-new-book-1.0"."""
    title = _slug(book.metadata.title) or _slug(book.name) or "book"
    return f"{title}-{version_name(book.metadata.version)}"


def version_name(version: str) -> str:
    """A version as the name of a folder."""
    return _UNSAFE_IN_VERSION.sub("-", version).strip(".-") or "0"


def file_name(name: str, edition: Edition) -> str:
    """The name of an edition's file, or of its folder."""
    suffix = "" if edition.name == edition.format else f"-{_slug(edition.name) or edition.name}"
    return f"{name}{suffix}{format_of(edition.format).suffix}"


def _slug(text: str) -> str:
    """A text in Latin letters and digits, cut after a whole word."""
    latin = icu.Transliterator.createInstance("Any-Latin; Latin-ASCII; Lower").transliterate(text)
    slug = _UNSAFE.sub("-", latin.replace("'", "").replace("’", "")).strip("-")
    if len(slug) <= _LONGEST:
        return slug
    cut = slug[: _LONGEST + 1].rpartition("-")[0]
    return cut or slug[:_LONGEST]
