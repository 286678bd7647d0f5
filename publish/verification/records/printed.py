"""The facts of the files of an edition for its printer: how many pages it has, and how large."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from publish.verification.records.facts import FactSheet, Reading

INTERIOR = "interior.pdf"
_MILLIMETRES = 25.4 / 72  # of a point


def read_printed(path: Path, edition: str) -> Reading:
    """The facts of the edition in the folder `path`."""
    sheet = FactSheet()
    with pikepdf.open(path / INTERIOR) as pdf:
        left, below, right, above = map(float, pdf.pages[0].trimbox)
        sheet.add(f"pages of {edition}", str(len(pdf.pages)))
        sheet.add(f"width of {edition}", f"{(right - left) * _MILLIMETRES:.0f}")
        sheet.add(f"height of {edition}", f"{(above - below) * _MILLIMETRES:.0f}")
    return Reading(sheet.facts)
