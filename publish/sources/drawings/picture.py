"""A drawing as a picture, for what pages cannot draw: masks, filters, text along a path.

The picture is in a drawing of the same size, so that it has the same place in the text. A
filter can ask for any amount of work, so that it is drawn by a program of limited time and memory.
"""

from __future__ import annotations

import base64
import io

from lxml import etree
from PIL import Image

from publish.external import ToolFailed, run_module
from publish.model.image_types import ENCODINGS, SVG_TYPE
from publish.model.markup import SVG
from publish.model.xmlsafe import parse_untrusted
from publish.render.coverage import coverage, printing
from publish.render.drawing_fonts import with_fonts_of
from publish.render.theme import Theme
from publish.sources.drawings.cascade import view_of
from publish.sources.drawings.css_values import number_text
from publish.sources.drawings.rasteriser import RasteriserPanic, rasterise
from publish.sources.safety.svg import EmptyDrawingError

_PIXELS = 1650, 2400  # the most: the type area of a large page at 300 an inch
_GLANCE, _LOOK = 64, 400  # pixels, in which nearly all drawings show something, and any other
_SECONDS = 20.0  # most pictures take less than one
_MEMORY = 4_000_000_000  # bytes of address space
_RASTERISER = "publish.sources.drawings.rasteriser"


def shows_nothing(drawing: bytes, theme: Theme) -> bool:
    """Whether a drawing that pages draw leaves them as they are, as far as that can be known."""
    if not _has_all_letters(drawing, theme):
        return False
    try:
        # Shapes are seen in a few pixels, and fonts take as long to load as a drawing to draw.
        return _is_blank(rasterise(drawing, _GLANCE, _GLANCE)) and _is_blank(
            rasterise(_named(drawing, theme), _LOOK, _LOOK, _files(theme))
        )
    except ValueError:  # without width or height
        return True
    except RasteriserPanic:
        return False


def as_picture(drawing: bytes, theme: Theme) -> bytes | None:
    """The drawing with a picture of itself in the fonts of a theme; None for letters that they
    lack, or if it takes too long. Raises `EmptyDrawingError` if nothing is to be seen."""
    picture = _rasterised(drawing, theme) if _has_all_letters(drawing, theme) else None
    if picture is None:
        return None
    if _is_blank(picture):
        raise EmptyDrawingError
    root = parse_untrusted(drawing)
    width, height = map(number_text, view_of(root))
    data = base64.b64encode(_encoded(picture)).decode()
    framed: bytes = etree.tostring(_frame(root, width, height, data))
    return framed


def _named(drawing: bytes, theme: Theme) -> bytes:
    """The drawing, naming the fonts of a theme."""
    return with_fonts_of(theme, SVG_TYPE, drawing)


def _files(theme: Theme) -> list[str]:
    return [str(font.path) for font in theme.fonts]


def _rasterised(drawing: bytes, theme: Theme) -> bytes | None:
    """The drawing as a PNG; None if the program fails, or takes too much."""
    arguments = *map(str, _PIXELS), *_files(theme)
    named = _named(drawing, theme)
    try:
        return run_module(
            _RASTERISER, *arguments, timeout=_SECONDS, memory=_MEMORY, stdin=named
        ).stdout
    except ToolFailed:
        return None


def _is_blank(picture: bytes) -> bool:
    with Image.open(io.BytesIO(picture)) as image:
        return image.convert("RGBA").getchannel("A").getextrema()[1] == 0


def _frame(root: etree._Element, width: str, height: str, picture: str) -> etree._Element:
    """A drawing of the same size that has only a picture."""
    frame = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
    for name in ("width", "height"):
        if size := root.get(name):
            frame.set(name, size)
    frame.set("viewBox", f"0 0 {width} {height}")
    image = etree.SubElement(frame, f"{{{SVG}}}image", width=width, height=height)
    image.set("href", f"data:image/png;base64,{picture}")
    return frame


def _encoded(picture: bytes) -> bytes:
    file = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        image.save(file, "PNG", **ENCODINGS["PNG"])
    return file.getvalue()


def _has_all_letters(drawing: bytes, theme: Theme) -> bool:
    texts = parse_untrusted(drawing).iter(f"{{{SVG}}}text")
    letters = "".join("".join(map(str, text.itertext())) for text in texts)
    return printing(letters) <= coverage(theme.fonts)
