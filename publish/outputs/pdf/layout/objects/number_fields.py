"""Leaves the page numbers of a piece open: folios, and references to pages.

The engine paints a number as it paints any text. Here the operator that shows it is taken out of
the page's stream, and how the same type shows every sign of a number is kept in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from typing import Any

from weasyprint import Document
from weasyprint.draw import text as draw_text
from weasyprint.formatting_structure import boxes
from weasyprint.matrix import Matrix
from weasyprint.text.line_break import create_layout, line_size

from publish.errors import LayoutError
from publish.outputs.pdf.exchange.object_file import GlyphRun, NumberField
from publish.outputs.pdf.layout.tagging.artifacts import painted

NUMERALS = {"decimal": "0123456789", "lower-roman": "cdilmvx"}
_LEANS = {"left": 0.0, "start": 0.0, "center": 0.5, "right": 1.0, "end": 1.0}
_COUNTERS = ("counter()", "counters()")

_open: dict[Any, tuple[str, int, str, float]] = {}  # box → target, page, numerals, lean
_found: list[NumberField] = []
_AT_ORIGIN = Matrix()
_signs: dict[tuple[object, ...], dict[str, GlyphRun]] = {}
_engine: dict[str, Callable[..., Any]] = {}


class Gap:
    """Stands in a stream for the operator that shows page number `index` of the piece."""

    def __init__(self, index: int) -> None:
        self.index = index


def plan(document: Document) -> Container[Any]:
    """Find the boxes whose numbers are to be left open, before the pages are painted."""
    _open.clear()
    _found.clear()
    for number, page in enumerate(document.pages):
        for part in page._page_box.children:
            if not isinstance(part, boxes.MarginBox):
                _open.update(_references(part))
            elif numerals := _numerals(part):
                align = _LEANS[part.style["text_align_all"]]
                _open.update((box, ("", number, numerals, align)) for box in _leaves(part))
    return _open.keys()


def spots() -> list[NumberField]:
    """The numbers that the painted pages left open; `Gap.index` counts them."""
    return list(_found)


def _numerals(margin: boxes.MarginBox) -> str | None:
    """The numerals of a margin box that holds the folio."""
    content = margin.style["content"]
    if not isinstance(content, tuple) or not any(part[0] in _COUNTERS for part in content):
        return None
    kind, about = content[0]
    if len(content) > 1 or kind != "counter()" or about[0] != "page" or about[1] not in NUMERALS:
        message = f"the style sheet counts in {margin.at_keyword} what only a whole book can count"
        hint = "let a margin box hold counter(page) alone, or build with --no-link"
        raise LayoutError(message, hint=hint)
    return str(about[1])


def _references(part: Any) -> Iterator[tuple[Any, tuple[str, int, str, float]]]:
    for box in _leaves(part):
        if box.element is not None and (target := box.element.get("data-spot")):
            yield box, (target, 0, "decimal", 0.0)


def _leaves(part: Any) -> Iterator[Any]:
    return (box for box in painted(part) if isinstance(box, boxes.TextBox))


def install() -> None:
    """Paint text through a function that leaves the planned numbers open; a second time is none."""
    if not _engine:
        _engine["line"] = draw_text.draw_first_line
        draw_text.draw_first_line = _draw_first_line


def _draw_first_line(stream: Any, box: Any, *rest: Any) -> Any:
    before = len(stream.stream)
    emojis = _engine["line"](stream, box, *rest)
    if (spot := _open.get(box)) is not None:
        _leave_open(stream, before, box, spot)
    return emojis


def _leave_open(stream: Any, before: int, box: Any, spot: tuple[str, int, str, float]) -> None:
    shown = [n for n in range(before, len(stream.stream)) if _shows(stream.stream[n])]
    if len(shown) != 1:
        raise LayoutError(f"page number {box.text!r} is not set in one font")
    if not stream.in_page:
        message = f"page number {box.text!r} stands in a box that the page shines through"
        raise LayoutError(message, hint="give it no opacity in the style sheet")
    target, page, numerals, align = spot
    stream.stream[shown[0]] = Gap(len(_found))
    width = box.width / stream._current_font[1]
    words = box.element.get("data-words", "") if target else ""
    _found.append(NumberField(target, page, _alphabet(stream, box, numerals), width, align, words))


def _shows(operation: object) -> bool:
    return isinstance(operation, bytes) and operation.endswith(b"] TJ")


class _Recorder:
    """Takes what is painted of one sign; fonts are those of the real stream."""

    def __init__(self, stream: Any) -> None:
        self.add_font = stream.add_font
        self.ink_rect, self.logical_rect = stream.ink_rect, stream.logical_rect
        self.shown: list[str] = []

    def set_text_matrix(self, *_: float) -> None:
        """Where the sign stands is no matter."""

    def set_font_size(self, *_: object) -> None:
        """Its font is that of the number."""

    def set_text_rise(self, *_: float) -> None:
        """Nor is it raised."""

    def show_text(self, text: str) -> None:
        self.shown.append(text)


def _alphabet(stream: Any, box: Any, numerals: str) -> dict[str, GlyphRun]:
    """How each sign of the numerals is shown in the type of a box."""
    style = box.style
    names = ("font_variant_numeric", "font_feature_settings", "font_style", "font_weight", "lang")
    key = (stream._current_font, numerals, *(str(style[name]) for name in names))
    if key not in _signs:
        _signs[key] = {sign: _sign(stream, box, sign) for sign in NUMERALS[numerals]}
    return _signs[key]


def _sign(stream: Any, box: Any, sign: str) -> GlyphRun:
    single = box.copy_with_text(sign)
    single.pango_layout = create_layout(sign, box.style, None, None, 0)
    width, _ = line_size(single.pango_layout.get_first_line()[0], box.style)
    recorder = _Recorder(stream)
    _engine["line"](recorder, single, "clip", "none", _AT_ORIGIN)
    return GlyphRun("".join(recorder.shown), width / stream._current_font[1])
