"""The number of pages of a finished product."""

from __future__ import annotations

from pathlib import Path

import pikepdf


def count_pages(path: Path) -> int | None:
    """The number of pages of a PDF; None for a format without pages."""
    if path.suffix != ".pdf":
        return None
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)
