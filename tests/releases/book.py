"""A small book to release."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import publish
from publish.cache import Cache
from publish.context import Context

MANIFEST = """[book]
title = "Tides: A Primer"
authors = ["A. Sailor", { name = "B. Painter", role = "illustrator" }]
language = "en"
identifier = "urn:uuid:3c5a8d4e-93b7-4c0b-8f27-5f6f0d3a9b11"
licence = "CC-BY-4.0"
version = "VERSION"
date = 2026-11-29

[structure]
bodymatter = ["ebb.md", "flood.md"]
"""

EBB = "# Ebb {#ebb}\n\nThe sea goes out.[^1] See [](#flood).\n\n[^1]: Twice a day.\n"

FLOOD = (
    "# Flood {#flood}\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nTable: Hours {#hours}\n\n"
    "## Springs {#springs}\n\nIt is high with conviction.\n"
)


def write_book(folder: Path, version: str = "1.0", **changed: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    texts = {"book": MANIFEST.replace("VERSION", version), "ebb": EBB, "flood": FLOOD, **changed}
    for name, text in texts.items():
        suffix = "toml" if name == "book" else "md"
        (folder / f"{name}.{suffix}").write_text(text, encoding="utf-8")
    return folder


class Place:
    """A folder in which a press works: the book, the releases, and the cache for both."""

    def __init__(self, home: Path, name: str, key: Path) -> None:
        self.home, self.book, self.key = home, write_book(home / name), key

    def release(self, **options: Any) -> Path:
        context = Context(cache=Cache(self.home / "cache"), processes=2)
        dist, out = self.home / "dist", self.home / "out"
        return publish.release(
            self.book, dist, out=out, sign=self.key, validate=False, context=context, **options
        )
