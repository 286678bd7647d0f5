"""Leaves the page numbers of a piece open: folios, and references to pages.

The engine paints a number as it paints any text. Here the operator that shows it is taken out of
the page's stream, and the glyphs of each digit in the same type are recorded instead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from weasyprint import Document
from weasyprint.draw import text as draw_text
from weasyprint.formatting_structure import boxes
from weasyprint.matrix import Matrix
from weasyprint.text.line_break import create_layout, line_size

from publish.errors import LayoutError
from publish.model.markup import DATA_SPOT, DATA_WORDS
from publish.outputs.pdf.exchange.object_file import GlyphRun, NumberField
from publish.outputs.pdf.layout.patch import Patch, Replacement
from publish.outputs.pdf.layout.tagging.artifacts import painted

NUMERALS = {"decimal": "0123456789", "lower-roman": "cdilmvx"}
_ALIGN = {"left": 0.0, "start": 0.0, "center": 0.5, "right": 1.0, "end": 1.0}
_COUNTERS = ("counter()", "counters()")
_AT_ORIGIN = Matrix()
_OF_TYPE = (
    "font_variant_numeric", "font_feature_settings", "font_style", "font_weight", "lang",
)  # fmt: skip

_GlyphRuns = dict[str, GlyphRun]


class _Planned(NamedTuple):
    """A number that is left open; `known` has the glyph runs of the document by their type."""

    target: str
    page: int
    numerals: str
    align: float
    known: dict[tuple[object, ...], _GlyphRuns]


class FieldMarker:
    """Replaces the operator in a stream that shows a page number; `index` counts those of a piece.

    The engine writes bytes: the exporter splits the stream here before that.
    """

    def __init__(self, field: NumberField) -> None:
        self.field = field
        self.index = -1


def plan(document: Document) -> Collection[Any]:
    """Mark the boxes whose numbers are left open, before the pages are painted; returns them."""
    planned: dict[Any, _Planned] = {}
    known: dict[tuple[object, ...], _GlyphRuns] = {}
    for number, page in enumerate(document.pages):
        for part in page._page_box.children:
            if not isinstance(part, boxes.MarginBox):
                for box, target in _references(part):
                    planned[box] = _Planned(target, 0, "decimal", 0.0, known)
            elif numerals := _numerals(part):
                align = _ALIGN[part.style["text_align_all"]]
                for box in _text_boxes(part):
                    planned[box] = _Planned("", number, numerals, align, known)
    for box, field in planned.items():
        box.number_field = field
    return planned.keys()


def number_fields(streams: Iterable[Any]) -> list[NumberField]:
    """The numbers that painted pages have left open, in the order of the markers, now numbered."""
    operations = (operation for stream in streams for operation in stream.stream)
    markers = [operation for operation in operations if type(operation) is FieldMarker]
    for index, marker in enumerate(markers):
        marker.index = index
    return [marker.field for marker in markers]


def _numerals(margin: boxes.MarginBox) -> str | None:
    """The numerals of a margin box that shows the folio."""
    content = margin.style["content"]
    if not isinstance(content, tuple) or not any(part[0] in _COUNTERS for part in content):
        return None
    kind, about = content[0]
    if len(content) > 1 or kind != "counter()" or about[0] != "page" or about[1] not in NUMERALS:
        message = f"the style sheet has a counter in {margin.at_keyword} that needs the whole book"
        hint = "let a margin box contain counter(page) alone, or build with --no-link"
        raise LayoutError(message, hint=hint)
    return str(about[1])


def _references(part: Any) -> Iterator[tuple[Any, str]]:
    for box in _text_boxes(part):
        if box.element is not None and (target := box.element.get(DATA_SPOT)):
            yield box, target


def _text_boxes(part: Any) -> Iterator[Any]:
    return (box for box in painted(part) if isinstance(box, boxes.TextBox))


def _draw_first_line(stream: Any, box: Any, *rest: Any) -> Any:
    before = len(stream.stream)
    emojis = _LINE.original(stream, box, *rest)
    if (planned := getattr(box, "number_field", None)) is not None:
        _leave_open(stream, before, box, planned)
    return emojis


def _leave_open(stream: Any, before: int, box: Any, planned: _Planned) -> None:
    shown = [n for n in range(before, len(stream.stream)) if _shows_text(stream.stream[n])]
    if len(shown) != 1:
        raise LayoutError(f"page number {box.text!r} is not set in one font")
    if not stream.in_page:
        message = f"page number {box.text!r} is in a box that is partly transparent"
        raise LayoutError(message, hint="remove the opacity in the style sheet")
    target, page, numerals, align, known = planned
    style = box.style
    key = (stream._current_font, numerals, *(str(style[name]) for name in _OF_TYPE))
    if key not in known:
        known[key] = {digit: _glyph_run(stream, box, digit) for digit in NUMERALS[numerals]}
    width = box.width / stream._current_font[1]
    link_text = box.element.get(DATA_WORDS, "") if target else ""
    field = NumberField(target, page, known[key], width, align, link_text)
    stream.stream[shown[0]] = FieldMarker(field)


def _shows_text(operation: object) -> bool:
    return isinstance(operation, bytes) and operation.endswith(b"] TJ")


class _Recorder:
    """Records what is painted of one digit; fonts are those of the real stream."""

    def __init__(self, stream: Any) -> None:
        self.add_font = stream.add_font
        self.ink_rect, self.logical_rect = stream.ink_rect, stream.logical_rect
        self.shown: list[str] = []

    def set_text_matrix(self, *_: float) -> None:
        """Ignore the place: the linker sets the digit where the number is."""

    def set_font_size(self, *_: object) -> None:
        """Ignore the font: it is that of the number."""

    def set_text_rise(self, *_: float) -> None:
        """Ignore the rise: a number has none."""

    def show_text(self, text: str) -> None:
        self.shown.append(text)


def _glyph_run(stream: Any, box: Any, digit: str) -> GlyphRun:
    """How a digit is shown in the type of a box."""
    single = box.copy_with_text(digit)
    single.pango_layout = create_layout(digit, box.style, None, None, 0)
    width, _ = line_size(single.pango_layout.get_first_line()[0], box.style)
    recorder = _Recorder(stream)
    _LINE.original(recorder, single, "clip", "none", _AT_ORIGIN)
    return GlyphRun("".join(recorder.shown), width / stream._current_font[1])


_LINE = Replacement(draw_text, "draw_first_line", _draw_first_line)

PATCH = Patch(
    name="number_fields",
    reason="leaves page numbers open for the linker, which the engine cannot",
    replacements=(_LINE,),
    leans_on=(create_layout, line_size, boxes.TextBox.copy_with_text),
    digest="7380e856300696e249f2da3a18e52f3be711e048d933e5e5b3001667526a8eb5",
)
