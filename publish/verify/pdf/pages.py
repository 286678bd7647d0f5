"""The text of each page with its places: what belongs to the text, and what stands around it.

Text comes from PDFium, which draws pages for readers; the marks that say what each run belongs to
come from the content stream (ISO 32000-1, 14.6). Lengths are points from the page's left and foot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
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
            _page(drawn, page, list(_artifact_kinds(page)))
            for drawn, page in zip(document, pdf.pages, strict=True)
        ]
    finally:
        document.close()


def _page(
    drawn: pdfium.PdfPage, page_object: pikepdf.Page, kinds: list[tuple[str, str | None]]
) -> Page:
    page = Page()
    lines = {"Header": page.head, "Footer": page.foot}
    waiting = iter(kinds)
    for number, run in _runs(drawn):
        if number >= 0:
            page.marked.setdefault(number, []).append(run)
            continue
        kind, spoken = next(waiting, ("", None))
        if (line := lines.get(kind)) is not None and spoken != "":
            line.append(run if spoken is None else replace(run, text=spoken))
    for number, spoken in _spoken(page_object):
        if runs := page.marked.get(number):
            page.marked[number] = [_whole(runs, spoken)]
    return page


def _spoken(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """The numbers of the sequences that say what they read as (ISO 32000-1, 14.9.4), with that."""
    for instruction in pikepdf.parse_content_stream(page, "BDC"):
        properties = instruction.operands[1]
        keys = properties.keys() if isinstance(properties, pikepdf.Dictionary) else ()
        if {"/MCID", "/ActualText"} <= set(keys):
            yield int(properties["/MCID"]), str(properties["/ActualText"])


def _whole(runs: list[Run], text: str) -> Run:
    """One run in the place of those of a line."""
    lefts, bottoms, rights, tops = zip(
        *((run.left, run.bottom, run.right, run.top) for run in runs), strict=True
    )
    return Run(text, min(lefts), min(bottoms), max(rights), max(tops))


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


def _artifact_kinds(page: pikepdf.Page) -> Iterator[tuple[str, str | None]]:
    """For each piece of text without a number, in order: the subtype of the artifact it is in.

    With it comes what the artifact reads as, if it says so: all at its first piece, "" at others.
    """
    within: list[tuple[str, str | None] | None] = []
    operators = " ".join(("BDC", "BMC", "EMC", *_SHOWING))
    for instruction in pikepdf.parse_content_stream(page, operators):
        name = str(instruction.operator)
        if name in _SHOWING:
            at = next((n for n in reversed(range(len(within))) if within[n] is not None), None)
            kind, spoken = (at is not None and within[at]) or ("", None)
            if kind != "marked":
                yield kind, spoken
                if at is not None and spoken:
                    within[at] = kind, ""
        elif name == "EMC":
            del within[-1:]
        else:
            within.append(_kind(page, list(instruction.operands)))


def _kind(page: pikepdf.Page, operands: list[pikepdf.Object]) -> tuple[str, str | None] | None:
    """ "marked" where the sequence has a number, the subtype of an artifact, else None."""
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, pikepdf.Name):
        properties = page.resources.Properties.get(properties)
    if properties is not None and "/MCID" in properties:
        return "marked", None
    if operands[:1] == [pikepdf.Name.Artifact]:
        if properties is None:
            return "", None
        spoken = properties.get("/ActualText")
        return str(properties.get("/Subtype", "/"))[1:], None if spoken is None else str(spoken)
    return None
