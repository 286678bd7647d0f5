"""What was done to tables and formulas so that they fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from publish.model.markup import BREAKS_WORDS, DATA_REPEATED, SMALL, TURNED, has_class
from publish.outputs.pdf.exchange.object_file import Fit
from publish.outputs.pdf.layout.fitting.formulas import FormulaFit
from publish.outputs.pdf.layout.fitting.measured import MeasuredBoxes
from publish.outputs.pdf.layout.placing.keys import earlier_alike, key_of
from publish.outputs.pdf.layout.placing.walk import SECTIONS


class Fits:
    """The sizes of tables in the first layout and in the last, and the formulas that were drawn
    again."""

    def __init__(self) -> None:
        self._first: dict[Element, float] = {}
        self._last: dict[Element, float] = {}
        self._formulas: dict[Element, FormulaFit] = {}

    def measure(self, measured: MeasuredBoxes) -> None:
        """Take the sizes of all tables in a layout."""
        for table in measured.elements("table"):
            size = float(measured.boxes_of(table)[0].style["font_size"])
            self._first.setdefault(table, size)
            self._last[table] = size

    def add(self, formulas: dict[Element, FormulaFit]) -> bool:
        """Add formulas that were drawn again; returns whether there were any."""
        self._formulas |= formulas
        return bool(formulas)

    def found(self, root: Element) -> list[Fit]:
        """What was done, in the order of the tree."""
        changed = [node for node in root.iter() if node in self._formulas or _is_changed(node)]
        if not changed:
            return []
        parents = {child: node for node in root.iter() for child in node}
        return [self._fit(node, list(_around(node, parents))) for node in changed]

    def _fit(self, node: Element, around: Sequence[Element]) -> Fit:
        section = next((each for each in around if each.tag in SECTIONS and each.get("id")), node)
        formula = self._formulas.get(node)
        scale = formula.scale if formula else self._last[node] / self._first[node]
        return Fit(
            thing="a formula" if formula else "a table",
            scale=scale,
            lines=formula.lines if formula else 1,
            is_turned=any(has_class(each, TURNED) for each in around),
            breaks_words=has_class(node, BREAKS_WORDS),
            section=section.get("id", ""),
            tag=str(node.tag),
            words=key_of(node),
            earlier=earlier_alike(node, section),
        )


def _is_changed(node: Element) -> bool:
    """Whether a node is a table that was changed, and not the rest of one that was divided."""
    if node.tag != "table" or not has_class(node, SMALL):
        return False
    return not any(DATA_REPEATED in head.attrib for head in node.iter("thead"))


def _around(node: Element, parents: dict[Element, Element]) -> Iterator[Element]:
    while (above := parents.get(node)) is not None:
        yield above
        node = above
