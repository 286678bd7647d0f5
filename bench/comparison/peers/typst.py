"""Typst: a document with roman folios in the front and an index that is built by queries."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from bench.blocks import Composition
from bench.comparison.peers.peer import Peer, Product, call
from bench.writers import typst

# Like Typst's own program, this takes the time from the environment.
_COMPILE = (
    "import os, sys, typst; clock = os.environ.get('SOURCE_DATE_EPOCH'); "
    "typst.compile('book.typ', output='book.pdf', font_paths=sys.argv[1:], "
    "pdf_standards=['ua-1', 'a-2a'], timestamp=int(clock) if clock else None)"
)


def _write(text: Composition, folder: Path) -> None:
    (folder / "book.typ").write_text(typst.text(text), encoding="utf-8")


def compile_typst(folder: Path, environment: Mapping[str, str]) -> Path:
    """The PDF of `book.typ`, for PDF/UA-1 with PDF/A-2a."""
    call([sys.executable, "-c", _COMPILE, folder / "fonts"], folder, environment)
    return folder / "book.pdf"


PEER = Peer(
    "Typst",
    ("typst",),
    _write,
    (
        Product(
            "pdf",
            "Typst",
            "`--pdf-standard ua-1,a-2a`, texts for formulas written by hand",
            compile_typst,
        ),
    ),
)
