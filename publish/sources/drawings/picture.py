"""A drawing as a picture, for what pages cannot draw: masks, filters, text along a path.

The picture is in a drawing of the same size, so that it stands in the text as the other would. Its
letters are in our own fonts, whatever else is installed.
"""

from __future__ import annotations

import base64
import io
import re
from functools import cache

import resvg_py
from lxml import etree
from PIL import Image

from publish.model.markup import SVG
from publish.model.xmlsafe import parse_untrusted
from publish.render.coverage import coverage, printing
from publish.render.drawing_fonts import with_fonts_of
from publish.render.theme import Theme, load_theme
from publish.sources.drawings.cascade import view_of
from publish.sources.drawings.css_values import number_text
from publish.sources.safety.svg import SVG_TYPE

_INCHES = 5.5, 8.0  # of the type area of a large page
_PER_INCH = 300
_SCREEN = 96.0  # pixels of style sheets in an inch
_GLANCE = 400  # pixels of the width, enough to see whether there is anything
# What a picture shows as a browser does; `tests/drawings` compares them.
_SHOWN = re.compile(
    r"`(?:mask|mix-blend-mode|paint-order|word-spacing|baseline-shift|writing-mode|"
    r"dominant-baseline|alignment-baseline|clip-rule|stroke-linejoin|isolation): |"
    r"`filter: (?:url\(|blur\()|`clip-rule: evenodd`|"
    r"`<textPath>`|`startOffset: |text after a `<tspan>`|`clipPathUnits=|`<clipPath>` with|"
    r"`gradientTransform`|a `<\w+Gradient>` between|`(?:stroke|fill): url\(|"
    r"`opacity` of a line with markers|markers "
)


def is_shown(fault: str) -> bool:
    """Whether a picture shows what pages do not draw."""
    return _SHOWN.match(fault) is not None


def shows_nothing(drawing: bytes) -> bool:
    """Whether a drawing leaves the page as it is."""
    if not _has_all_letters(drawing):
        return False
    try:
        picture = _drawn(drawing, _GLANCE, 0)
    except ValueError:  # without width or height
        return True
    with Image.open(io.BytesIO(picture)) as image:
        return image.convert("RGBA").getchannel("A").getextrema()[1] == 0


def as_picture(drawing: bytes) -> bytes | None:
    """The drawing with a picture of itself; None for letters that our fonts lack."""
    if not _has_all_letters(drawing):
        return None
    root = parse_untrusted(drawing)
    width, height = view_of(root)
    is_wide = width / height > _INCHES[0] / _INCHES[1]
    sides = (int(_INCHES[0] * _PER_INCH), 0) if is_wide else (0, int(_INCHES[1] * _PER_INCH))
    picture = base64.b64encode(_optimised(_drawn(drawing, *sides))).decode()
    framed: bytes = etree.tostring(_frame(root, number_text(width), number_text(height), picture))
    return framed


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


def _drawn(drawing: bytes, width: int, height: int) -> bytes:
    """A PNG of that width or height; the other side follows. Raises `ValueError`."""
    theme = _theme()
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=with_fonts_of(theme, SVG_TYPE, drawing).decode(),
            width=width or None,
            height=height or None,
            dpi=_SCREEN,
            skip_system_fonts=True,
            font_files=[str(font.path) for font in theme.fonts],
        )
    )


def _optimised(picture: bytes) -> bytes:
    file = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _has_all_letters(drawing: bytes) -> bool:
    texts = parse_untrusted(drawing).iter(f"{{{SVG}}}text")
    letters = "".join("".join(map(str, text.itertext())) for text in texts)
    return printing(letters) <= coverage(_theme().fonts)


@cache
def _theme() -> Theme:
    return load_theme("classic")
