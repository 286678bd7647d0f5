"""The manuscript of each section: the lines of its file from its heading to the next one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import msgspec

from publish.files import sha256_of
from publish.model.book import Book


class SourceText(msgspec.Struct, frozen=True):
    """The place of a section in its file: the lines from `start` up to `end`, counted from 0."""

    path: Path
    start: int
    end: int
    text: str


def source_texts(book: Book) -> Mapping[str, SourceText]:
    """The manuscript of each section that has one, by section."""
    by_file: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for section in book.walk():
        by_file[section.location.path].append((max(section.location.line or 1, 1) - 1, section.id))
    found: dict[str, SourceText] = {}
    for name, starts in by_file.items():
        path = Path(name)
        if path.suffix != ".md" or not path.is_file():
            continue
        lines = path.read_text("utf-8").splitlines(keepends=True)
        ends = [start for start, _ in starts[1:]]
        for (start, section_id), end in zip(starts, [*ends, len(lines)], strict=True):
            found[section_id] = SourceText(path, start, end, "".join(lines[start:end]))
    return found


def source_digests(book: Book) -> Mapping[str, str]:
    """The hash of the manuscript of each section."""
    return {name: sha256_of(each.text.encode()) for name, each in source_texts(book).items()}
