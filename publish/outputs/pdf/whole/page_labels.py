"""Page labels, which viewers show: the same as the printed folios."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name


def set_page_labels(pdf: pikepdf.Pdf, front_pages: int) -> None:
    """Lower-case roman for the front matter, arabic from 1 after it (ISO 32000-1, 12.4.2)."""
    ranges: list[object] = []
    if front_pages:
        ranges += [0, Dictionary(S=Name.r)]
    if len(pdf.pages) > front_pages:
        ranges += [front_pages, Dictionary(S=Name.D)]
    pdf.Root.PageLabels = Dictionary(Nums=Array(ranges))
