"""Rules about the barcode of a cover: its number, its size, the white around it, its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from publish.errors import MissingTool
from publish.model.lengths import POINTS, in_millimetres
from publish.verification.print.finding import Finding, Job
from publish.verification.print.reader import PrintFile
from publish.verification.print.rules.places import back_cover, sheet_of
from publish.verification.print.things import Box, Thing

_EXACT = 0.05  # points by which a size may differ
_MODULE = (0.264 * POINTS["mm"], 0.66 * POINTS["mm"])  # of EAN-13, 80 % to 200 % (GS1, 5.2.6.6)
_QUIET = 7  # modules that are white beside the bars
_TALL = 20.0  # points: a bar of a barcode, not a letter
_EAN = 13  # digits, which those of the price follow
_DARK = 110  # of 255: scanners see red light, in which bars must be dark
_NEUTRAL = 10  # by which the parts of black alone differ on a screen
_FEWEST_BARS = 20  # of the thirty of EAN-13
_SCAN = 300  # pixels per inch
_AROUND = 60.0  # points around the bars that are scanned with them: an add-on, and white


def _bars(file: PrintFile) -> list[Thing]:
    """The bars of a barcode: dark, upright, thin, and many; none without one."""
    bars = [
        each
        for each in sheet_of(file).marked
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
    left, below, right, above = _box_of(bars)
    quiet = (left - _QUIET * module, below, right + _QUIET * module, above)
    white = [each.box for each in sheet_of(file).marked if each.kind == "area" and each.is_white]
    if not any(_covers(box, quiet) for box in white):
        yield Finding(0, "the bars have less white beside them than seven of the thinnest", quiet)


def _box_of(bars: Sequence[Box]) -> Box:
    return (
        min(bar[0] for bar in bars),
        min(bar[1] for bar in bars),
        max(bar[2] for bar in bars),
        max(bar[3] for bar in bars),
    )


def _away_from_bars(file: PrintFile, sheet: Box) -> Box:
    """What of a sheet is not scanned at its left, below, right, above: all but around the bars."""
    bars = [each.box for each in _bars(file)]
    if not bars:
        return 0, 0, 0, 0  # they may be in a picture
    left, below, right, above = _box_of(bars)
    cut = left - sheet[0], below - sheet[1], sheet[2] - right, sheet[3] - above
    around = (max(each - _AROUND, 0) for each in cut)
    return next(around), next(around), next(around), next(around)


def _covers(box: Box, area: Box) -> bool:
    return (
        box[0] <= area[0] + _EXACT
        and box[1] <= area[1] + _EXACT
        and box[2] >= area[2] - _EXACT
        and box[3] >= area[3] - _EXACT
    )


def misplaced_barcode(file: PrintFile, job: Job) -> Iterator[Finding]:
    """A barcode that is not on the back cover, or too near to its edges or its hinge."""
    bars = [each.box for each in _bars(file)]
    if not bars:
        return
    box = _box_of(bars)
    room, asked = back_cover(file, job), job.order.cover.safety
    away = min(box[0] - room[0], box[1] - room[1], room[2] - box[2], room[3] - box[3])
    if away < asked - _EXACT:
        found = f"{in_millimetres(max(away, 0))} from an edge of the back cover"
        yield Finding(0, f"the barcode is {found}; {in_millimetres(asked)} are asked for", box)


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
        page = document[0]
        cut = _away_from_bars(file, page.get_mediabox())
        image: Image.Image = page.render(scale=resolution / 72, crop=cut).to_pil().convert("L")
    finally:
        document.close()
    numbers: set[str] = set()
    add_on = reader.EanAddOnSymbol.Read
    for found in reader.read_barcodes(image, ean_add_on_symbol=add_on):
        digits = "".join(filter(str.isdigit, found.text))
        numbers |= {digits[:_EAN], digits[_EAN:]} - {""}
    return numbers
