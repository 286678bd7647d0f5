"""Draws a cover from a book's metadata and structure, through the templates of its theme.

Each section that opens a file is a bar: its height tells how long its text is, its group the part
it belongs to, and one whose text is missing stands as an empty frame.
"""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2

from publish.errors import LayoutError
from publish.files import scratch
from publish.model.book import Book, Edition, Resource
from publish.model.roles import DISPLAYS
from publish.model.section import Section
from publish.outputs.pdf import fonts
from publish.outputs.pdf.child import lay_out
from publish.outputs.pdf.documents import opens_page
from publish.render.environment import Renderer
from publish.render.scripts import with_scripts
from publish.render.theme import load_theme

# Shops ask for at least 1600 pixels across and a height of 1.6 times the width.
WIDTH, HEIGHT = 1600, 2560
_MARGIN = 160  # a tenth of the width, so that a thumbnail of 160 pixels keeps 16 around the title
_TALLEST = 600  # under a quarter of the height: title and subtitle keep the upper three fifths
_GAP = 0.22  # of a bar's step; parts stand a whole step apart
_FIELDS = ("#16324f", "#5b1a1f", "#1f4037", "#3a2a56", "#5a3a12", "#173f4d")


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle of the pattern, in pixels from the upper left; `kind` is its class."""

    x: float
    y: float
    width: float
    height: float
    kind: str


def draw_cover(book: Book, edition: Edition) -> Resource:
    """The theme's cover as a PNG of 1600 by 2560 pixels; raises `LayoutError`."""
    theme = with_scripts(load_theme(edition.theme, edition.variables), book)
    renderer = Renderer(book, edition, theme)
    measures = {"width": WIDTH, "height": HEIGHT, "margin": _MARGIN}
    pattern = renderer.template("cover.svg.j2", bars=list(bars(book)), **measures)
    sheet = renderer.template("cover.xhtml.j2", pattern=pattern)
    style = renderer.style(
        "cover.css",
        faces=fonts.faces(theme.fonts),
        field=field_colour(book.metadata.identifier),
        title_size=title_size(book.metadata.title),
        subtitle_size=74 if len(book.metadata.subtitle) <= 60 else 56,
        **measures,
    )
    with scratch() as folder:
        result = lay_out(folder, (sheet.encode(),), style, theme, ())
        if result.complaints or result.pages != 1:
            said = "; ".join(complaint.text for complaint in result.complaints)
            raise LayoutError(f"the cover: {said or f'{result.pages} pages'}")
        content = _raster((folder / "book.pdf").read_bytes())
    return Resource("images/cover.png", "image/png", content)


def _raster(content: bytes) -> bytes:
    """The one page of a PDF as a PNG; a CSS pixel of the page is a pixel of the image."""
    document = pypdfium2.PdfDocument(content)
    try:
        image = document[0].render(scale=96 / 72).to_pil().convert("RGB")
    finally:
        document.close()
    out = io.BytesIO()
    image.crop((0, 0, WIDTH, HEIGHT)).quantize(256).save(out, "PNG", optimize=True)
    return out.getvalue()


def field_colour(identifier: str) -> str:
    """One of a few deep colours, always the same for a book; white on each passes WCAG AAA."""
    return _FIELDS[hashlib.sha256(identifier.encode()).digest()[0] % len(_FIELDS)]


def title_size(title: str) -> int:
    """The size of the title in pixels: the largest that sets it in about four lines.

    A sign is taken as 0.52 em wide (the mean of the text faces), a sign of Chinese as one em.
    """
    across = WIDTH - 2 * _MARGIN
    longest = max(_ems(word) for word in title.split())
    for size in range(230, 90, -5):
        if longest * size <= across and _ems(title) * size <= 3.4 * across:
            return size
    return 90


def _ems(text: str) -> float:
    return sum(1.0 if ord(sign) > 0x2E80 else 0.52 for sign in text)


def bars(book: Book) -> Iterator[Bar]:
    """The pattern: a group for each top section, a bar for each section in it that opens a file."""
    groups = [list(_openers(section)) for section in book.sections if section.role not in DISPLAYS]
    runs = list(_joined(groups))
    steps = sum(map(len, runs)) + len(runs) - 1
    step = (WIDTH - 2 * _MARGIN) / max(steps, 12)
    longest = max(map(_words, (section for run in runs for section in run)), default=1)
    gap = step * _GAP
    at = float(_MARGIN)
    for index, run in enumerate(runs):
        for section in run:
            height = _TALLEST * _share(section, longest)
            kind = "missing" if section.missing else ("even", "odd")[index % 2]
            top = HEIGHT - 2 * _MARGIN - height
            yield Bar(round(at, 1), round(top, 1), round(step - gap, 1), round(height, 1), kind)
            at += step
        at += step


def _openers(section: Section) -> Iterator[Section]:
    """The sections of a group that hold text: chapters, or the section itself when it has none."""
    chapters = [child for child in section.walk() if opens_page(child) and child is not section]
    yield from chapters or [section]


def _joined(groups: Iterable[list[Section]]) -> Iterator[list[Section]]:
    """Groups of one section in the same matter stand together, as front matter does."""
    before: list[Section] = []
    for group in groups:
        if before and (len(group) > 1 or group[0].matter is not before[0].matter):
            yield before
            before = []
        if len(group) > 1:
            yield group
        else:
            before += group
    if before:
        yield before


def _share(section: Section, longest: int) -> float:
    """The height of a bar from 0.12 to 1; the root keeps short chapters visible."""
    if section.missing:
        return 0.12
    return 0.12 + 0.88 * math.pow(_words(section) / max(longest, 1), 0.7)


def _words(section: Section) -> int:
    inside = (child for child in section.walk() if child is not section and not opens_page(child))
    own = (section, *inside)
    return sum(len("".join(part.body.itertext()).split()) for part in own)
