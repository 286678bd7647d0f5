"""Rules about pages: their number, their boxes, marks, bleed and margins."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.lengths import in_millimetres
from publish.model.printer import BleedSides
from publish.verification.print.finding import Finding, Job
from publish.verification.print.reader import PrintedPage, PrintFile
from publish.verification.print.things import Box, Thing

_EXACT = 0.05  # points by which a box may differ
_TOUCHING = 1.0  # points from an edge at which something is meant to reach it
_MARK_DISTANCE = 6.0  # points (2.1 mm) that marks keep from the trim


def too_few_pages(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Fewer pages than the printer binds."""
    least = job.order.printer.interior.fewest_pages
    if file.page_count < least:
        yield Finding(None, f"the book has {file.page_count} pages, and at least {least} are bound")


def too_many_pages(file: PrintFile, job: Job) -> Iterator[Finding]:
    """More pages than the printer binds."""
    most = job.order.printer.interior.most_pages
    if file.page_count > most:
        yield Finding(None, f"the book has {file.page_count} pages, and at most {most} are bound")


def incomplete_signature(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Pages that do not fill whole signatures."""
    by = job.order.printer.interior.pages_by
    if file.page_count % by:
        yield Finding(None, f"the book has {file.page_count} pages, which are bound by {by}")


def pages_differ(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Pages of another trim than the book's."""
    for page in file.pages:
        width, height = page.trim[2] - page.trim[0], page.trim[3] - page.trim[1]
        if abs(width - job.trim[0]) > _EXACT or abs(height - job.trim[1]) > _EXACT:
            found = f"{width:.2f} × {height:.2f} points"
            yield Finding(page.number, f"the page is {found}, those of the book are {_size(job)}")


def _size(job: Job) -> str:
    return f"{job.trim[0]:.2f} × {job.trim[1]:.2f}"


def missing_box(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """Pages without a trim box, a bleed box or a sheet of their own."""
    for page in file.pages:
        for name in ("/TrimBox", "/BleedBox", "/MediaBox"):
            if page.box(name) is None:
                yield Finding(page.number, f"the page has no {name[1:]}")


def cropped(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """Pages of which a viewer shows a part, or that are turned."""
    for page in file.pages:
        for name in ("/CropBox", "/ArtBox"):
            if page.page.obj.get(name) is not None:
                yield Finding(page.number, f"the page has a {name[1:]}")
        if page.page.obj.get("/Rotate", 0):
            yield Finding(page.number, "the page is turned")


def wrong_bleed(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Pages whose bleed is not that of the printer."""
    size = job.order.printer.interior.bleed if job.order.bleeds else 0.0
    at_spine = 0.0 if job.order.printer.interior.bleeds_at is BleedSides.OUTER else size
    for page in file.pages:
        bleed = page.box("/BleedBox")
        spine_at_left = (page.number % 2 == 1) is job.rtl
        sides = (at_spine, size, size, size) if spine_at_left else (size, size, at_spine, size)
        if bleed and any(
            abs(found - asked) > _EXACT
            for found, asked in zip(_around(page.trim, bleed), sides, strict=True)
        ):
            yield Finding(page.number, f"the bleed is not {in_millimetres(size)} at each edge")


def _around(inner: Box, outer: Box) -> tuple[float, float, float, float]:
    """The distances between two boxes: left, below, right, above."""
    return inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]


def marks_in_bleed(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """Marks in the bleed, or so near the trim that a cut may leave them on the page."""
    for page in file.pages:
        bleed = page.box("/BleedBox") or page.trim
        for thing in page.things:
            away = _outside(thing.box, page.trim)
            if thing.kind == "line" and _outside(thing.box, bleed) < 0 < away + _EXACT:
                yield Finding(page.number, "a mark is in the bleed", thing.box)
            elif thing.kind == "line" and 0 < away < _MARK_DISTANCE - _EXACT:
                message = f"a mark is {in_millimetres(away)} from the trim, not 2.1 mm"
                yield Finding(page.number, message, thing.box)


def _outside(box: Box, area: Box) -> float:
    """The distance of a box from an area that it is outside of; negative where they meet."""
    return max(area[0] - box[2], area[1] - box[3], box[0] - area[2], box[1] - area[3])


def unwanted_marks(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Marks, or a sheet larger than the bleed, where the printer wants none."""
    if job.order.printer.interior.marks:
        return
    for page in file.pages:
        bleed, sheet = page.box("/BleedBox"), page.box("/MediaBox")
        if bleed and sheet and any(side > _EXACT for side in _around(bleed, sheet)):
            yield Finding(page.number, "the sheet is larger than the bleed, as for marks")


def missing_marks(file: PrintFile, job: Job) -> Iterator[Finding]:
    """No marks where the printer wants them."""
    if not job.order.printer.interior.marks:
        return
    for page in file.pages:
        lines = [thing for thing in page.things if thing.kind == "line"]
        if sum(_outside(thing.box, page.trim) > 0 for thing in lines) < 8:
            yield Finding(page.number, "the page has no crop marks")


def _margins(page: PrintedPage, thing: Thing, *, rtl: bool) -> tuple[float, float]:
    """How far something is from the spine, and from the other edges of the page."""
    left, below, right, above = _around(thing.box, page.trim)
    spine_at_left = (page.number % 2 == 1) is rtl
    inner, outer = (left, right) if spine_at_left else (right, left)
    return inner, min(outer, below, above)


def _whole(page: PrintedPage) -> Iterator[Thing]:
    """What must be whole: on the page, and not reaching its edge."""
    for thing in page.marked:
        if thing.kind == "text" and thing.box[2] - thing.box[0] < _EXACT:
            continue  # a space at the end of a line
        if _outside(thing.box, page.trim) < 0 and not _reaches_edge(page, thing):
            yield thing


def _reaches_edge(page: PrintedPage, thing: Thing) -> bool:
    is_cut = min(_around(thing.box, page.trim)) <= _TOUCHING
    return is_cut and thing.kind != "text"


def too_near_spine(file: PrintFile, job: Job) -> Iterator[Finding]:
    """What the binding of so thick a book hides."""
    asked = job.order.printer.interior.inner_margin(file.page_count)
    for page in file.pages:
        inner = [(_margins(page, each, rtl=job.rtl)[0], each.box) for each in _whole(page)]
        away, box = min(inner, default=(asked, None))
        if away < asked - _EXACT:
            wanted = f"{in_millimetres(asked)} in a book of {file.page_count} pages"
            message = f"{in_millimetres(away)} from the spine; the printer wants {wanted}"
            yield Finding(page.number, message, box)


def too_near_edge(file: PrintFile, job: Job) -> Iterator[Finding]:
    """What a cut that goes astray may take."""
    asked = job.order.printer.interior.safety
    for page in file.pages:
        outer = [(_margins(page, each, rtl=job.rtl)[1], each.box) for each in _whole(page)]
        away, box = min(outer, default=(asked, None))
        if away < asked - _EXACT:
            wanted = in_millimetres(asked)
            message = f"{in_millimetres(away)} from the trim; the printer wants {wanted}"
            yield Finding(page.number, message, box)


def ends_at_trim(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """What reaches the trim and not the bleed: a cut that goes astray leaves white beside it."""
    for page in file.pages:
        bleed = page.box("/BleedBox") or page.trim
        for thing in page.marked:
            if thing.kind in ("area", "image") and _ends_short(page.trim, bleed, thing.box):
                message = "a picture or an area reaches the trim, and not the bleed"
                yield Finding(page.number, message, thing.box)


def _ends_short(trim: Box, bleed: Box, box: Box) -> bool:
    """Whether a box ends near an edge of the trim before it reaches the bleed there."""
    to_trim, to_bleed = _around(box, trim), _around(box, bleed)
    return any(
        -_TOUCHING < inner <= _TOUCHING and outer > _EXACT
        for inner, outer in zip(to_trim, to_bleed, strict=True)
    )
