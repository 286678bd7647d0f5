"""What a manifest says of a book, as one text for each key that has a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from publish.config.manifest import DEFAULT_EDITIONS, Manifest

# The sections say how the spine changed, and the version is in every title.
_TABLES = ("book", "accessibility", "numbering", "variables", "words", "notes")
_UNTOLD = frozenset({"book.version"})


def stated_facts(manifest: Manifest) -> dict[str, str]:
    """The values by key: "book.licence", "editions.epub.prices"."""
    tables = msgspec.to_builtins(manifest.tables)
    editions = msgspec.to_builtins(manifest.editions)
    editions = editions or {name: {"format": format_} for name, format_ in DEFAULT_EDITIONS.items()}
    whole = {**{name: tables[name] for name in _TABLES}, "editions": editions}
    return {key: text for key, text in _values(whole, "") if text and key not in _UNTOLD}


def _values(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            yield from _values(value, f"{key}.")
        else:
            yield key, _text(value)


def _text(value: Any, separator: str = "; ") -> str:
    """A value in one line; what is not set is ""."""
    if isinstance(value, Mapping):
        parts = ((name, _text(each, " ")) for name, each in value.items())
        return ", ".join(
            text if name == "name" else f"{name} {text}" for name, text in parts if text
        )
    if isinstance(value, list):
        return separator.join(map(_text, value))
    return "" if value is None else " ".join(str(value).split())
