"""The text of each page with its places: what belongs to the text, and what stands around it.

Text comes from PDFium, which draws pages for readers; the marks that say what each run belongs to
come from the content stream (ISO 32000-1, 14.6). Lengths are points from the page's left and foot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_NESTED = 8  # forms inside forms that are still looked into
_SHOWING = ("TJ", "Tj")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one line, with the edges of the box around it."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(slots=True)
class Page:
    """One page: its text by number of marked content, its head line and foot line."""

    marked: dict[int, list[Run]] = field(default_factory=dict)
    head: list[Run] = field(default_factory=list)
    foot: list[Run] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        """Whether no text of the book stands on it."""
        return not self.marked


def read_pages(path: Path, pdf: pikepdf.Pdf) -> list[Page]:
    """All pages of the file at `path`, which is open as `pdf` too."""
    document = pdfium.PdfDocument(path)
    try:
        return [
            _page(drawn, list(_artifact_kinds(page)))
            for drawn, page in zip(document, pdf.pages, strict=True)
        ]
    finally:
        document.close()


def _page(drawn: pdfium.PdfPage, kinds: list[str]) -> Page:
    page = Page()
    lines = {"Header": page.head, "Footer": page.foot}
    waiting = iter(kinds)
    for number, run in _runs(drawn):
        if number >= 0:
            page.marked.setdefault(number, []).append(run)
        elif (line := lines.get(next(waiting, ""))) is not None:
            line.append(run)
    return page


def _runs(drawn: pdfium.PdfPage) -> Iterator[tuple[int, Run]]:
    """Each text object with the number of its marked content; -1 where it has none.

    Text of a form without a number is that of a picture.
    """
    words = drawn.get_textpage()
    kind = (pdfium_c.FPDF_PAGEOBJ_TEXT,)
    for shown in drawn.get_objects(filter=kind, max_depth=_NESTED, textpage=words):
        number = pdfium_c.FPDFPageObj_GetMarkedContentID(shown.raw)
        if number >= 0 or shown.level == 0:
            yield number, Run(shown.extract(), *shown.get_bounds())


def _artifact_kinds(page: pikepdf.Page) -> Iterator[str]:
    """For each piece of text without a number, in order: the subtype of the artifact it is in."""
    within: list[str | None] = []
    operators = " ".join(("BDC", "BMC", "EMC", *_SHOWING))
    for instruction in pikepdf.parse_content_stream(page, operators):
        name = str(instruction.operator)
        if name in _SHOWING:
            kind = next((kind for kind in reversed(within) if kind is not None), "")
            if kind != "marked":
                yield kind
        elif name == "EMC":
            del within[-1:]
        else:
            within.append(_kind(page, list(instruction.operands)))


def _kind(page: pikepdf.Page, operands: list[pikepdf.Object]) -> str | None:
    """ "marked" where the sequence has a number, the subtype of an artifact, else None."""
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, pikepdf.Name):
        properties = page.resources.Properties.get(properties)
    if properties is not None and "/MCID" in properties:
        return "marked"
    if operands[:1] == [pikepdf.Name.Artifact]:
        return str(properties.get("/Subtype", "/"))[1:] if properties is not None else ""
    return None
