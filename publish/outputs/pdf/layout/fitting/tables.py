"""Tables that are too wide, by steps: smaller type, breaks in words, a quarter turn.

And cells in which a line is too wide: the mark after a word that breaks is not parted from it.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from publish.model.markup import BREAKS_WORDS, SMALL, SMALLER, TURNED, classes_of, has_class
from publish.outputs.pdf.layout.engine.long_words import break_words_of
from publish.outputs.pdf.layout.fitting.measured import TOLERANCE, MeasuredBoxes, add_style
from publish.outputs.pdf.layout.fitting.turned import divide, turn

_STEPS = (SMALL, SMALLER, BREAKS_WORDS)


def fit_tables(measured: MeasuredBoxes) -> bool:
    """Take the next step with each table that is too wide; returns whether there were any."""
    changes = [_fit(table, measured) for table in list(measured.elements("table"))]
    return any(changes)


def _fit(table: Element, measured: MeasuredBoxes) -> bool:
    is_turned = any(has_class(node, TURNED) for node in measured.around(table))
    if measured.overflow(table) <= TOLERANCE:
        return _widen(table, measured) or (is_turned and divide(table, measured))
    names = classes_of(table)
    if steps := [step for step in _STEPS if step not in names]:
        table.set("class", " ".join([*names, steps[0]]))
        if steps[0] == BREAKS_WORDS:
            break_words_of(table)
        return True
    if is_turned or not turn(table, measured):
        return False  # which is found and reported where the pages are checked
    table.set("class", " ".join(name for name in names if name not in _STEPS[1:]))
    return True


def _widen(table: Element, measured: MeasuredBoxes) -> bool:
    """Ask for columns in which each line has room; returns whether there were any others.

    In a wider column a word may be divided later, and ask for more.
    """
    asked = [(cell, f"min-width: {width:.2f}px") for cell, width in measured.asked_widths(table)]
    new = [(cell, style) for cell, style in asked if style not in cell.get("style", "")]
    for cell, style in new:
        add_style(cell, style)
    return bool(new)
