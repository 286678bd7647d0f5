"""Colours of a finished interior: its operators, and what Ghostscript puts on each plate."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from PIL import Image, ImageChops

from bench.printing.boxes import is_of_marks
from publish.external import find_program, run

_SECONDS = 3600
_ROW = re.compile(rb"^ *([\d.]+) +([\d.]+) +([\d.]+) +([\d.]+) +CMYK", re.M)
_OPERATORS = "g G rg RG k K sh Do scn SCN"
_WHOLE = 255


def is_coloured(page: pikepdf.Page) -> bool:
    """Whether a page has something that is not on the black plate alone, apart from marks."""
    return _has_colour(page, page.obj.get("/Resources"))


def _has_colour(content: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object | None) -> bool:
    named = pikepdf.Dictionary() if resources is None else resources
    shown = named.get("/XObject", pikepdf.Dictionary())
    for part in pikepdf.parse_content_stream(content, _OPERATORS):
        operands, name = part.operands, str(part.operator)
        if name in {"rg", "RG", "sh"} or (name in {"k", "K"} and any(map(float, operands[:3]))):
            return True
        if name in {"scn", "SCN"} and operands and isinstance(operands[-1], pikepdf.Name):
            return True
        if name == "Do" and _is_coloured_object(shown[str(operands[0])]):
            return True
    return False


def _is_coloured_object(shown: pikepdf.Object) -> bool:
    if shown.get("/Subtype") == "/Image":
        return shown.get("/ColorSpace") not in ("/DeviceGray", None)
    return not is_of_marks(shown) and _has_colour(shown, shown.get("/Resources"))


def screen_colours(file: Path) -> tuple[int, int]:
    """How many operators and images of a file are in red, green and blue."""
    operators = images = 0
    with pikepdf.open(file) as pdf:
        for page in pdf.pages:
            operators += len(pikepdf.parse_content_stream(page, "rg RG"))
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form":
                operators += len(pikepdf.parse_content_stream(each, "rg RG"))
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image":
                images += "RGB" in repr(each.get("/ColorSpace"))
    return operators, images


def inked_colourless(file: Path) -> list[int]:
    """The pages without colour on which Ghostscript puts cyan, magenta or yellow."""
    device = ["-sDEVICE=inkcov", "-dUseBleedBox", "-o", "-"]
    rows = _ROW.findall(_ghostscript(*device, str(file)))
    with pikepdf.open(file) as pdf:
        assert len(rows) == len(pdf.pages), "Ghostscript measures every page"
        return [
            number
            for number, (page, row) in enumerate(zip(pdf.pages, rows, strict=True), 1)
            if any(map(float, row[:3])) and not is_coloured(page)
        ]


def most_ink(file: Path) -> int:
    """The most ink on any pixel of any page at 72 dots to the inch, in percent."""
    return max(map(_most_of, _plates(file)), default=0)


def _plates(file: Path) -> Iterator[Image.Image]:
    with tempfile.TemporaryDirectory() as folder:
        device = ["-sDEVICE=tiff32nc", "-r72", "-dUseBleedBox", "-o", f"{folder}/%04d.tif"]
        _ghostscript(*device, str(file))
        for path in sorted(Path(folder).iterdir()):
            with Image.open(path) as page:
                yield page


def _most_of(page: Image.Image) -> int:
    """The most of a page: inks are added by halves, since a pixel has one byte for their sum."""
    cyan, magenta, yellow, black = (band.point(lambda part: part // 4) for band in page.split())
    total = ImageChops.add(ImageChops.add(cyan, magenta), ImageChops.add(yellow, black))
    _, most = total.getextrema()
    assert isinstance(most, int), "a picture of one byte has whole numbers"
    return round(most * 4 * 100 / _WHOLE)


def _ghostscript(*arguments: str) -> bytes:
    program = find_program("gs")
    options = ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE"]
    return run([program, *options, *arguments], timeout=_SECONDS).stdout
