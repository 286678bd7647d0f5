"""The number of pages of a finished product."""

from __future__ import annotations

from pathlib import Path

import pikepdf


def count_pages(path: Path) -> int:
    """The number of pages of a PDF; raises `pikepdf.PdfError`."""
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)
