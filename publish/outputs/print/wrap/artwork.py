"""The author's artwork on a cover: whether it fits, and the colour that goes with it."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from PIL import Image, ImageStat

from publish.model.cover_copy import PDF_TYPE
from publish.model.image_types import SVG_TYPE
from publish.model.lengths import POINTS, in_millimetres
from publish.model.resource import Resource
from publish.outputs.print.wrap.geometry import WrapGeometry
from publish.render.contrast import contrast

_EXACT = 0.5 * POINTS["mm"]  # by which the sheet of an artist may differ: it is fitted to ours
_EDGE = 0.06  # of the width of the front, beside the spine, whose colour goes on
_CONTRAST = 7.0  # of white words (WCAG 2.2, 1.4.6)
_DARKER = 0.9
_WHITE = (255.0, 255.0, 255.0, 1.0)


def sheet_problem(wrap: Resource, sheet: WrapGeometry, resolution: int) -> tuple[str, str] | None:
    """Why the artwork of a whole sheet does not go around the book, and a hint; or none."""
    asked = f"{in_millimetres(sheet.width)} × {in_millimetres(sheet.height)}"
    pixels = " × ".join(str(round(side / 72 * resolution)) for side in (sheet.width, sheet.height))
    hint = f"make it {asked}, with its bleed of {in_millimetres(sheet.bleed)}"
    if wrap.media_type == PDF_TYPE:
        return _pdf_problem(wrap, sheet, hint)
    if wrap.media_type == SVG_TYPE:
        return None
    with Image.open(io.BytesIO(wrap.content)) as image:
        width, height = image.size
    if abs(width / height * sheet.height - sheet.width) <= _EXACT:
        return None
    return (
        f"{width} × {height} pixels are of another shape than the sheet",
        f"{hint}: {pixels} pixels",
    )


def _pdf_problem(wrap: Resource, sheet: WrapGeometry, hint: str) -> tuple[str, str] | None:
    with pikepdf.open(io.BytesIO(wrap.content)) as pdf:
        count = len(pdf.pages)
        sizes = [list(_sizes(page)) for page in pdf.pages]
    if count != 1:
        return f"the PDF has {count} pages, and a cover is one sheet", hint
    for width, height in sizes[0]:
        if abs(width - sheet.width) <= _EXACT and abs(height - sheet.height) <= _EXACT:
            return None
    width, height = sizes[0][0]
    return f"the page is {in_millimetres(width)} × {in_millimetres(height)}", hint


def _sizes(page: pikepdf.Page) -> Iterator[tuple[float, float]]:
    for box in (page.obj.get("/BleedBox"), page.mediabox):
        if box is not None:
            left, bottom, right, top = map(float, box)
            yield right - left, top - bottom


def colour_beside(front: Resource, *, spine_at_left: bool) -> str | None:
    """The colour of artwork beside the spine, as dark as white words need; none of a drawing."""
    if front.media_type == SVG_TYPE:
        return None
    with Image.open(io.BytesIO(front.content)) as image:
        image.draft("RGB", (400, 400))
        picture = image.convert("RGB")
    width, height = picture.size
    edge = max(round(width * _EDGE), 1)
    left = 0 if spine_at_left else width - edge
    red, green, blue = ImageStat.Stat(picture.crop((left, 0, left + edge, height))).mean
    while contrast((red, green, blue, 1.0), _WHITE) < _CONTRAST:
        red, green, blue = red * _DARKER, green * _DARKER, blue * _DARKER
    return f"#{round(red):02x}{round(green):02x}{round(blue):02x}"
