"""Tagged PDFs whose lines stand where a test says: letters are 6 points wide, lines 15 high."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

LETTER, LEADING, SIZE = 6, 15, 10
LEFT, MEASURE = 30, 240
WIDTH, HEIGHT = 300, 360
FIRST = 40  # points from the head to the first baseline


@dataclass(frozen=True)
class Printed:
    """A line in a paragraph of a section, so many lines below the first; filled to the measure."""

    text: str
    at: float
    block: str
    section: str = "one"
    filled: bool = False
    role: str = "P"
    size: float = SIZE

    def content(self, mcid: int) -> str:
        """Its operators, as marked content."""
        if self.role == "Figure":
            shown = f"{LEFT} {self.height} 40 10 re f"
        else:
            shown = (
                f"BT /F {self.size} Tf {self.gap} Tw {LEFT} {self.height} Td ({self.text}) Tj ET"
            )
        if self.role == "Artifact":
            return f"/Artifact BMC {shown} EMC\n"
        return f"/{self.role} <</MCID {mcid}>> BDC {shown} EMC\n"

    @property
    def height(self) -> float:
        """Its baseline from the foot."""
        return HEIGHT - FIRST - self.at * LEADING

    @property
    def gap(self) -> float:
        """What is added to each space."""
        rest = MEASURE - LETTER * len(self.text)
        return rest / self.text.count(" ") if self.filled else 0


def paragraph(lines: Sequence[str], at: float, block: str, section: str = "one") -> list[Printed]:
    """A paragraph whose lines but the last fill the measure, as far as they have gaps."""
    last = len(lines) - 1
    return [
        Printed(text, at + row, block, section, row < last and text.count(" ") > 1)
        for row, text in enumerate(lines)
    ]


def draw(path: Path, pages: Sequence[Iterable[Printed]]) -> Path:
    """A file with some pages."""
    pdf = Pdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier)
    resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    sections: dict[str, dict[str, list[tuple[str, Dictionary]]]] = {}
    for printed in pages:
        page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
        page.obj.Resources = resources
        content = ""
        for mcid, line in enumerate(printed):
            content += line.content(mcid)
            if line.role == "Artifact":
                continue
            kid = Dictionary(Type=Name.MCR, Pg=page.obj, MCID=mcid)
            blocks = sections.setdefault(line.section, defaultdict(list))
            blocks[line.block].append((line.role, kid))
        if content:
            page.obj.Contents = pdf.make_stream(content.encode())
    _add_tree(pdf, sections)
    pdf.save(path)
    return path


def _add_tree(
    pdf: Pdf, sections: Mapping[str, Mapping[str, Sequence[tuple[str, Dictionary]]]]
) -> None:
    trees = [
        _element(
            "Sect",
            [_element(kids[0][0], [kid for _, kid in kids]) for kids in blocks.values()],
        )
        for blocks in sections.values()
    ]
    root = Dictionary(Type=Name.StructTreeRoot, K=_element("Document", trees))
    pdf.Root.StructTreeRoot = pdf.make_indirect(root)


def _element(role: str, kids: Sequence[pikepdf.Object]) -> Dictionary:
    return Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), K=Array(kids))
