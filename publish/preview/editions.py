"""Which edition of a book each view shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from publish.errors import UsageError
from publish.guesses import did_you_mean
from publish.model.book import Book, Edition
from publish.preview.exchange import VIEWS

_FORMATS = {"print": "pdf", "ebook": "epub", "web": "web"}


def shown_editions(book: Book, names: Sequence[str]) -> Mapping[str, Edition]:
    """The edition of each view: one of those named, else the first of its format.

    A book without an e-book or a web edition gets one that looks as its first edition does.
    """
    by_name = {edition.name: edition for edition in book.editions}
    for name in names:
        if name not in by_name:
            hint = did_you_mean(name, by_name) or f"it has: {', '.join(by_name)}"
            raise UsageError(f"`{book.name}` has no edition `{name}`", hint=hint)
    ordered = [*(by_name[name] for name in names), *book.editions]
    return {view: _first_of(ordered, _FORMATS[view], book.editions[0]) for view in VIEWS}


def _first_of(editions: Sequence[Edition], format_: str, like: Edition) -> Edition:
    for edition in editions:
        if edition.format == format_:
            return edition
    return replace(
        Edition(format_, format_),
        theme=like.theme,
        variables=like.variables,
        style_sheets=like.style_sheets,
    )
