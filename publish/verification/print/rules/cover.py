"""Rules about the sheet of the cover: its size, the spine, its edges and folds."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.lengths import in_millimetres
from publish.verification.print.finding import Finding, Job
from publish.verification.print.reader import PrintFile
from publish.verification.print.rules.places import sheet_of, sides, size_around, spine_of
from publish.verification.print.things import Box, Thing

_EXACT = 0.05  # points by which a size may differ
_INTERIOR = "/Interior"  # where a cover has the SHA-256 of the interior that it was made for
_ONE_SHEET = "the cover is one sheet"


def wrong_sheet(file: PrintFile, job: Job) -> Iterator[Finding]:
    """A sheet that does not go around the book: of another trim, paper or number of pages."""
    left, below, right, above = sheet_of(file).trim
    width, height = size_around(job)
    if abs(right - left - width) > _EXACT or abs(above - below - height) > _EXACT:
        found = f"{in_millimetres(right - left)} × {in_millimetres(above - below)}"
        asked = f"{in_millimetres(width)} × {in_millimetres(height)}"
        yield Finding(0, f"the sheet is {found}; around {job.pages} pages it is {asked}")
    if file.page_count != 1:
        yield Finding(None, f"the file has {file.page_count} pages; {_ONE_SHEET}")


def wrong_sheet_bleed(file: PrintFile, job: Job) -> Iterator[Finding]:
    """A cover that does not bleed as the printer wants it."""
    page, size = sheet_of(file), job.order.cover.bleed
    bleed = page.box("/BleedBox") or page.trim
    around = [abs(a - b) for a, b in zip(bleed, page.trim, strict=True)]
    if any(abs(each - size) > _EXACT for each in around):
        yield Finding(0, f"the bleed is not {in_millimetres(size)} at each edge")
    areas = [each.box for each in page.things if each.kind in ("area", "image")]
    if not any(_covers(area, bleed) for area in areas) and areas:
        yield Finding(0, "no area of the cover reaches all edges of the bleed")


def _covers(box: Box, area: Box, slack: float = 1.0) -> bool:
    """Whether a box reaches all edges of an area, or nearly."""
    return (
        box[0] <= area[0] + slack
        and box[1] <= area[1] + slack
        and box[2] >= area[2] - slack
        and box[3] >= area[3] - slack
    )


def _on_spine(file: PrintFile, job: Job) -> list[Thing]:
    left, right = spine_of(file, job)
    return [
        each
        for each in sheet_of(file).marked
        if each.kind == "text" and left < (each.box[0] + each.box[2]) / 2 < right
    ]


def spine_too_thin(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Words on a spine that is too thin for them."""
    least = job.order.cover.spine_text_from
    if job.pages < least and (words := _on_spine(file, job)):
        message = f"words are on the spine of {job.pages} pages; the printer wants {least}"
        yield Finding(0, message, words[0].box)


def spine_text_at_fold(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Words so near to a fold that they may be on another side of it."""
    left, right = spine_of(file, job)
    asked = job.order.cover.spine_safety
    for each in _on_spine(file, job):
        away = min(each.box[0] - left, right - each.box[2])
        if away < asked - _EXACT:
            message = f"words are {in_millimetres(away)} from a fold; {in_millimetres(asked)}"
            yield Finding(0, f"{message} are asked for", each.box)
            return


def cover_text_at_edge(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Words of the cover that a cut may take, or that are turned in with an edge."""
    page, cover = sheet_of(file), job.order.cover
    trim, asked = page.trim, cover.safety + cover.turn_in
    for each in page.marked:
        left, below, right, above = each.box
        away = min(left - trim[0], below - trim[1], trim[2] - right, trim[3] - above)
        if each.kind == "text" and away < asked - _EXACT:
            edge = "edge of the sheet" if cover.turn_in else "trim"
            wanted = in_millimetres(asked)
            message = f"words are {in_millimetres(away)} from the {edge}; {wanted} are asked for"
            yield Finding(0, message, each.box)


def text_in_fold(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Words where the sheet bends: in a hinge, or across the fold of a flap."""
    folds = list(_folds(file, job))
    for each in sheet_of(file).marked:
        if each.kind == "text" and any(
            fold[0] < each.box[2] and each.box[0] < fold[1] for fold in folds
        ):
            yield Finding(0, "words are where the cover bends", each.box)


def _folds(file: PrintFile, job: Job) -> Iterator[tuple[float, float]]:
    """Left and right of each strip of the sheet that bends, besides the folds of the spine."""
    cover, (at_left, at_right) = job.order.cover, sides(file, job)
    if cover.hinge:
        yield at_left[2] - cover.hinge + _EXACT, at_left[2] - _EXACT
        yield at_right[0] + _EXACT, at_right[0] + cover.hinge - _EXACT
    if cover.flap:
        yield at_left[0] - cover.fold - cover.safety + _EXACT, at_left[0] + cover.safety - _EXACT
        yield at_right[2] - cover.safety + _EXACT, at_right[2] + cover.fold + cover.safety - _EXACT


def pages_not_bound(_file: PrintFile, job: Job) -> Iterator[Finding]:
    """A number of pages that the printer does not bind so."""
    cover, binding = job.order.cover, job.order.binding
    if not cover.binds(job.pages):
        most = f" and at most {cover.most_pages}" if cover.most_pages else ""
        limits = f"at least {cover.fewest_pages}{most} are bound as {binding}"
        yield Finding(None, f"the book has {job.pages} pages; {limits}")


def other_interior(file: PrintFile, job: Job) -> Iterator[Finding]:
    """A cover that was made for another interior than the one beside it."""
    if str(file.pdf.docinfo.get(_INTERIOR, "")) != job.interior:
        yield Finding(None, "the interior is not the one that the cover was made for")
