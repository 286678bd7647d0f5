"""Lays a tree out until what can be made to fit does."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from weasyprint import Document

from publish.outputs.pdf.exchange.object_file import Fit
from publish.outputs.pdf.layout.fitting.fits import Fits
from publish.outputs.pdf.layout.fitting.formulas import fit_formulas
from publish.outputs.pdf.layout.fitting.measured import MeasuredBoxes
from publish.outputs.pdf.layout.fitting.pictures import fit_pictures
from publish.outputs.pdf.layout.fitting.tables import fit_tables

_FITTED = frozenset({"table", "img"})
_ROUNDS = 12  # a table takes up to nine: three steps, a turn, the same again, a division


def lay_out_to_fit(
    lay_out: Callable[[Element], Document], root: Element
) -> tuple[Document, list[Fit]]:
    """The pages of a tree; tables, pictures and formulas that are too large are changed in it.

    And what was changed of tables and formulas.
    """
    document = lay_out(root)
    if not any(node.tag in _FITTED for node in root.iter()):
        return document, []
    fits = Fits()
    for _ in range(_ROUNDS):
        measured = MeasuredBoxes(document, root)
        fits.measure(measured)
        changes = [fit_tables(measured), fits.add(fit_formulas(measured)), fit_pictures(measured)]
        if not any(changes):
            break
        document = lay_out(root)
    return document, fits.found(root)
