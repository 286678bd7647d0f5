"""Rules about the sheet of the cover: its size, the spine, the barcode."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from publish.errors import MissingTool
from publish.model.lengths import POINTS, in_millimetres
from publish.verification.print.finding import Finding, Job
from publish.verification.print.reader import Box, PrintedPage, PrintFile, Thing

_EXACT = 0.05  # points by which a size may differ
_MODULE = (0.264 * POINTS["mm"], 0.66 * POINTS["mm"])  # of EAN-13, 80 % to 200 % (GS1, 5.2.6.6)
_QUIET = 7  # modules that are white beside the bars
_TALL = 20.0  # points: a bar of a barcode, not a letter
_EAN = 13  # digits, which those of the price follow
_DARK = 110  # of 255: scanners see red light, in which bars must be dark
_NEUTRAL = 10  # by which the parts of black alone differ on a screen
_FEWEST_BARS = 20  # of the thirty of EAN-13
_SCAN = 300  # pixels per inch
_ONE_SHEET = "the cover is one sheet"


def _sheet(file: PrintFile) -> PrintedPage:
    return file.pages[0]


def _spine_width(job: Job) -> float:
    return job.order.printer.spine(job.order.paper, job.pages)


def _spine(file: PrintFile, job: Job) -> tuple[float, float]:
    """Left and right fold of the spine."""
    trim = _sheet(file).trim
    return trim[0] + job.trim[0], trim[0] + job.trim[0] + _spine_width(job)


def wrong_sheet(file: PrintFile, job: Job) -> Iterator[Finding]:
    """A sheet that does not go around the book: of another trim, paper or number of pages."""
    left, below, right, above = _sheet(file).trim
    width = 2 * job.trim[0] + _spine_width(job)
    if abs(right - left - width) > _EXACT or abs(above - below - job.trim[1]) > _EXACT:
        found = f"{in_millimetres(right - left)} × {in_millimetres(above - below)}"
        asked = f"{in_millimetres(width)} × {in_millimetres(job.trim[1])}"
        yield Finding(0, f"the sheet is {found}; around {job.pages} pages it is {asked}")
    if len(file.pages) != 1:
        yield Finding(None, f"the file has {len(file.pages)} pages; {_ONE_SHEET}")


def wrong_sheet_bleed(file: PrintFile, job: Job) -> Iterator[Finding]:
    """A cover that does not bleed as the printer wants it."""
    page, size = _sheet(file), job.order.printer.cover.bleed
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
    left, right = _spine(file, job)
    return [
        each
        for each in _sheet(file).marked
        if each.kind == "text" and left < (each.box[0] + each.box[2]) / 2 < right
    ]


def spine_too_thin(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Words on a spine that is too thin for them."""
    least = job.order.printer.cover.spine_text_from
    if job.pages < least and (words := _on_spine(file, job)):
        message = f"words are on the spine of {job.pages} pages; the printer wants {least}"
        yield Finding(0, message, words[0].box)


def spine_text_at_fold(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Words so near to a fold that they may be on another side of it."""
    left, right = _spine(file, job)
    asked = job.order.printer.cover.spine_safety
    for each in _on_spine(file, job):
        away = min(each.box[0] - left, right - each.box[2])
        if away < asked - _EXACT:
            message = f"words are {in_millimetres(away)} from a fold; {in_millimetres(asked)}"
            yield Finding(0, f"{message} are asked for", each.box)
            return


def cover_text_at_edge(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Words of the cover that a cut may take."""
    page, asked = _sheet(file), job.order.printer.cover.safety
    trim = page.trim
    for each in page.marked:
        left, below, right, above = each.box
        away = min(left - trim[0], below - trim[1], trim[2] - right, trim[3] - above)
        if each.kind == "text" and away < asked - _EXACT:
            wanted = in_millimetres(asked)
            message = f"words are {in_millimetres(away)} from the trim; {wanted} are asked for"
            yield Finding(0, message, each.box)


def _bars(file: PrintFile) -> list[Thing]:
    """The bars of a barcode: dark, upright, thin, and many; none without one."""
    bars = [
        each
        for each in _sheet(file).marked
        if each.kind == "area"
        and max(each.fill) <= _DARK
        and each.box[3] - each.box[1] > _TALL
        and each.box[2] - each.box[0] < _TALL / 2
    ]
    return bars if len(bars) >= _FEWEST_BARS else []


def wrong_barcode(file: PrintFile, job: Job) -> Iterator[Finding]:
    """A barcode that reads as another number than that of the edition, or as none."""
    if not job.isbn:
        return
    read = read_barcodes(file)
    asked = {job.isbn, job.price} - {""}
    if not asked <= read:
        found = ", ".join(sorted(read)) or "nothing"
        yield Finding(0, f"the barcode reads as {found}, not as {', '.join(sorted(asked))}")


def small_barcode(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """A barcode smaller or larger than scanners of shops read."""
    widths = [each.box[2] - each.box[0] for each in _bars(file)]
    if widths and not _MODULE[0] - _EXACT <= min(widths) <= _MODULE[1] + _EXACT:
        percent = min(widths) / (0.33 * POINTS["mm"]) * 100
        yield Finding(0, f"the barcode has {percent:.0f} % of its size; 80 to 200 % are read")


def crowded_barcode(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """A barcode without white beside its bars."""
    bars = [each.box for each in _bars(file)]
    if not bars:
        return
    module = min(box[2] - box[0] for box in bars)
    left, right = min(box[0] for box in bars), max(box[2] for box in bars)
    below, above = min(box[1] for box in bars), max(box[3] for box in bars)
    quiet = (left - _QUIET * module, below, right + _QUIET * module, above)
    white = [each.box for each in _sheet(file).marked if each.kind == "area" and each.is_white]
    if not any(_covers(box, quiet, _EXACT) for box in white):
        yield Finding(0, "the bars have less white beside them than seven of the thinnest", quiet)


def tinted_barcode(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """A barcode of several inks, whose edges blur."""
    bars = _bars(file)
    if any(max(each.fill) - min(each.fill) > _NEUTRAL for each in bars):
        yield Finding(0, "the bars are not black alone", bars[0].box)


@cache
def _reader() -> Any:
    try:
        import zxingcpp  # an extra: only a cover with a number needs it
    except ImportError as error:
        hint = 'pip install "publish-book[print]"'
        raise MissingTool("reading a barcode back needs ZXing", hint=hint) from error
    return zxingcpp


def read_barcodes(file: PrintFile, resolution: int = _SCAN) -> set[str]:
    """The numbers that a scanner reads from the sheet: that of the book, and the price."""
    reader = _reader()
    document = pdfium.PdfDocument(file.content)
    try:
        image: Image.Image = document[0].render(scale=resolution / 72).to_pil().convert("L")
    finally:
        document.close()
    numbers: set[str] = set()
    add_on = reader.EanAddOnSymbol.Read
    for found in reader.read_barcodes(image, ean_add_on_symbol=add_on):
        digits = "".join(filter(str.isdigit, found.text))
        numbers |= {digits[:_EAN], digits[_EAN:]} - {""}
    return numbers
