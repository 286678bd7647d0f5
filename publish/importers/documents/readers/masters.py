"""The master file of a folder: the one that begins the document, and that no other includes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from publish.importers.documents.source_files import read_text

_NAMES = ("book", "index", "master", "main", "thesis")


class MasterForm(NamedTuple):
    """How a format marks a master file: its suffixes, what only it has, and what includes a file,
    whose group is the path."""

    suffixes: Sequence[str]
    mark: re.Pattern[str]
    include: re.Pattern[str]


def master_file(folder: Path, form: MasterForm) -> Path | None:
    """The file of a folder that has the mark and that no other includes; None without one.

    Of several it is the one whose name tells, otherwise the one that includes the most files.
    """
    files = [f for f in sorted(folder.iterdir()) if f.suffix.lower() in form.suffixes]
    texts = {file: read_text(file) for file in files if file.is_file() and not file.is_symlink()}
    included = {Path(path).stem for text in texts.values() for path in form.include.findall(text)}
    found = [f for f, text in texts.items() if form.mark.search(text) and f.stem not in included]
    named = (*_NAMES, folder.name.lower())
    best = [file for name in named for file in found if file.stem.lower() == name]
    return best[0] if best else _most_including(found, texts, form)


def _most_including(
    files: Sequence[Path], texts: Mapping[Path, str], form: MasterForm
) -> Path | None:
    """The only file, or the one that includes more than each of the others."""
    counts = {file: len(form.include.findall(texts[file])) for file in files}
    ranked = sorted(files, key=lambda file: -counts[file])
    if len(ranked) > 1 and counts[ranked[0]] == counts[ranked[1]]:
        return None
    return ranked[0] if ranked else None
