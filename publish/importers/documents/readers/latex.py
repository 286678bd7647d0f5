"""LaTeX: a file with all that it includes, parsed by pandoc without its packages.

What pandoc skips is named; where that is more than a part of the words, the text is refused.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from pathlib import Path

from publish.importers.documents.dialects.latex import read_whole
from publish.importers.documents.dialects.latex_tree import rewrite_tree
from publish.importers.documents.ledger import Ledger
from publish.importers.documents.project import Project, SourceDocument
from publish.importers.documents.readers.masters import MasterForm, master_file
from publish.importers.documents.source_files import files_below, read_text

SUFFIXES = (".tex", ".ltx")
_FORMAT = "latex"
_FORM = MasterForm(
    SUFFIXES,
    re.compile(r"^[^%\n]*\\documentclass", re.M),
    re.compile(r"\\(?:input|include|subfile)\s*\{([^}]+)\}"),
)
_PART = re.compile(r"^[^%\n]*\\part\s*\*?\s*[\[{]", re.M)
_PICTURES = ("", ".svg", ".pdf", ".png", ".jpg", ".jpeg", ".eps")


def recognise(source: Path) -> Callable[[Path], Project] | None:
    """The reader of a file, or of a folder with a master file; None for others."""
    if source.is_file():
        return read if source.suffix.lower() in SUFFIXES else None
    return read if source.is_dir() and master_file(source, _FORM) else None


def read(source: Path) -> Project:
    """The project of a file, or of the master file in a folder."""
    file = master_file(source, _FORM) if source.is_dir() else source
    assert file is not None
    ledger, read_file = Ledger(), files_below(file.parent)
    latex = read_whole(read_text(file), file.name, read_file, ledger)
    document = SourceDocument(
        path=file.name,
        format=_FORMAT,
        text=latex.text,
        first_line=latex.text.count("\n", 0, max(0, latex.text.find("\\begin{document}"))),
        rewrite=rewrite_tree(bool(_PART.search(latex.text))),
        place_of=latex.place_of,
    )

    def read_any(path: str) -> bytes | None:
        """A file by its path, or a picture without a suffix or in a folder of pictures."""
        tried = (posixpath.join(folder, path) for folder in ("", *latex.picture_folders))
        found = (read_file(each + suffix) for each in tried for suffix in _PICTURES)
        return next(filter(None, found), None)

    return Project(
        name=file.stem,
        documents=[document],
        read_file=read_any,
        is_one_document=True,
        says_numbers=True,
        language=latex.language,
        bibliography=latex.works,
        ledger=ledger,
    )
