"""publish: a book with a chapter for each text, and the specimen of a theme."""

from __future__ import annotations

import string
from collections.abc import Sequence
from pathlib import Path

from bench.comparison.peers.peer import BIN, call
from bench.typesetters.text import Prose
from publish.pipeline.theme_checks import write_specimen

_MANIFEST = """\
[book]
title = "Prose"
authors = ["Several"]
language = "{language}"
date = 2026-01-01

[structure]
bodymatter = [{files}]
"""
_PLAIN = ",;:!?'\"()"  # marks that mean nothing, or open a formula after a backslash
_MARKS = str.maketrans({
    **{mark: f"\\{mark}" for mark in string.punctuation if mark not in _PLAIN},
    "[": "&#91;", "]": "&#93;",
})  # fmt: skip


def set_prose(texts: Sequence[Prose], folder: Path) -> Path:
    """The PDF of some texts in the default theme. Raises `BuildFailed`."""
    write_book(texts, folder)
    return _build(folder)


def set_specimen(theme: str, folder: Path) -> Path:
    """The PDF of the manuscript that shows themes, in one of them. Raises `BuildFailed`."""
    return _build(write_specimen(theme, folder))


def _build(folder: Path) -> Path:
    own = {"PUBLISH_CACHE": str(folder / "cache")}
    call([BIN / "publish", "build", ".", "--edition", "pdf", "--out", "out"], folder, own)
    return next((folder / "out").glob("*.pdf"))


def write_book(texts: Sequence[Prose], folder: Path) -> None:
    """Write the book folder."""
    files = []
    for number, text in enumerate(texts, 1):
        files.append(f"text-{number}.md")
        paragraphs = (paragraph.translate(_MARKS) for paragraph in text.paragraphs)
        content = "\n\n".join([f"# {text.title.translate(_MARKS)}", *paragraphs])
        (folder / files[-1]).write_text(f"{content}\n", encoding="utf-8")
    names = ", ".join(f'"{file}"' for file in files)
    manifest = _MANIFEST.format(language=texts[0].language, files=names)
    (folder / "book.toml").write_text(manifest, encoding="utf-8")
