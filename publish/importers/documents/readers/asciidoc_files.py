"""Folders of AsciiDoc in which no file includes the others: their order, and one that does.

Atlas, the program of a publisher, has the order in `atlas.json`, and marks parts by an attribute.
https://docs.atlas.oreilly.com/writing_in_asciidoc.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from publish.importers.documents.readers.file_order import file_order
from publish.importers.documents.readers.masters import MasterForm
from publish.importers.documents.readers.repository import is_aside
from publish.importers.documents.source_files import (
    UnreadableSource,
    file_below,
    is_of_author,
    read_text,
)

SUFFIXES = (".adoc", ".asciidoc", ".asc", ".ad")
FORM = MasterForm(SUFFIXES, re.compile(r"^= \S", re.M), re.compile(r"^include::([^\[\n]+)\[", re.M))
_ATLAS = "atlas.json"
_FEWEST = 2
_PART = re.compile(r"^(\[part[^\]\n]*\]\n)== ", re.M)
_TITLE = re.compile(r"^= (?=\S)", re.M)


def chapters(folder: Path) -> list[str]:
    """The files of a book in their order: those that are listed, or all if none includes others."""
    named = _settings(folder).get("files")
    if isinstance(named, list):
        listed = [str(name) for name in named if str(name).lower().endswith(SUFFIXES)]
        return [name for name in listed if file_below(folder, name)]
    files = [f for f in folder.iterdir() if is_of_author(f) and f.suffix.lower() in SUFFIXES]
    texts = {file.name: read_text(file) for file in files if not is_aside(file)}
    included = {path for text in texts.values() for path in FORM.include.findall(text)}
    found = sorted(set(texts) - included, key=lambda name: file_order(Path(name).stem))
    masters = [n for n in found if FORM.mark.search(texts[n]) and FORM.include.search(texts[n])]
    return found if len(found) >= _FEWEST and not masters else []


def collected(folder: Path, names: Sequence[str]) -> str:
    """A text that includes files of a folder, in which titles become those of chapters."""
    for name in names:
        file = folder / name
        text = _TITLE.sub("== ", read_text(file), count=1) if _has_title(file) else read_text(file)
        file.write_text(_PART.sub(r"\1= ", text), "utf-8")
    title = _settings(folder).get("title")
    head = f"= {title}\n" if isinstance(title, str) and title.strip() else ""
    return f"{head}:doctype: book\n\n" + "".join(f"include::{name}[]\n\n" for name in names)


def _has_title(file: Path) -> bool:
    """Whether a text has a title of its own, above chapters or instead of one."""
    return len(_TITLE.findall(read_text(file))) == 1


def _settings(folder: Path) -> dict[str, Any]:
    file = folder / _ATLAS
    try:
        settings = json.loads(read_text(file)) if file.is_file() else {}
    except ValueError as error:
        raise UnreadableSource(f"`{_ATLAS}` is not JSON: {error}") from error
    return settings if isinstance(settings, dict) else {}
