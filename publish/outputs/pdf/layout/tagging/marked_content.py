"""Marks painted content: as an artifact, or as a sequence of the run that was planned for it.

A sequence continues as long as the same run is painted, so that a paragraph is one on each page and
not one for every line (ISO 32000-1, 14.6). At the end of a line the space that the engine dropped
is shown again, and a hyphen that it added reads as a soft one (14.8.2.2.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint.draw import text as draw_text
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import stream as pdf_stream
from weasyprint.pdf.stream import Stream

from publish.errors import LayoutError
from publish.outputs.pdf.layout.patch import Patch, Replacement, weasyprint_issue
from publish.outputs.pdf.layout.tagging.artifacts import actual_text, artifact_kind
from publish.outputs.pdf.layout.tagging.glyph_texts import (
    correct_texts,
    known_glyphs,
    name_new_glyphs,
)
from publish.outputs.pdf.layout.tagging.initials import is_dropped
from publish.outputs.pdf.layout.tagging.invisible_text import (
    write_before,
    write_plain_formula,
)
from publish.outputs.pdf.layout.tagging.line_ends import HYPHEN, LINE, SPACE, line_end
from publish.outputs.pdf.layout.tagging.nodes import ContentRun, MarkedSequence
from publish.outputs.pdf.layout.tagging.nominal_glyphs import space_glyph

_LAST_GLYPH = re.compile(rb"(.*<(?:[0-9a-f]{4})*)([0-9a-f]{4}>)(-?[0-9.]*)\] TJ", re.DOTALL)
# Spaces of any width (Unicode, category Zs), and the one without, which the engine adds to a space
# that it widens.
_SPACES = " \t\xa0\u1680\u202f\u205f\u3000\u200b" + "".join(map(chr, range(0x2000, 0x200B)))
_SOFT = "\u00ad"
_ENDS = {SPACE: " ", LINE: "\n"}  # the character for the end of a line
_OPENING = 3  # operations that begin a sequence: tag, properties, BDC
_NO_TEXT = [b"BT", b"ET"]


class MarkedStream(Stream):  # type: ignore[misc]
    """A page or a group of it, with sequences numbered from 0."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.in_page = True  # and not in a group or a pattern
        self.face: tuple[Any, Any, float] | None = None  # of the last text
        self._count = self._start = 0
        self._inside: tuple[ContentRun, int, dict[str, object]] | None = None
        self._in_artifact = self._in_glyphs = False  # the latter: in one that has no ActualText
        self._initial: tuple[ContentRun, int, str] | None = None  # run and place of what goes on
        self._ended: tuple[ContentRun, int, int] | None = None  # run, its last place, where it ends

    def clone(self, **options: Any) -> MarkedStream:
        """A stream for a group or a pattern of this page."""
        own = {
            "fonts": self._fonts,
            "page_rectangle": self.page_rectangle,
            "resources": self._resources,
            "images": self._images,
            "tags": self._tags,
            "color_profiles": self._color_profiles,
            "output_intent": self._output_intent,
            "compress": self.compress,
        }
        clone = MarkedStream(**{**own, **options})
        clone.in_page = False
        return clone

    def add_font(self, pango_font: Any) -> Any:
        """Note the font, in which a space may be needed at the end of the line."""
        font, size = super().add_font(pango_font)
        if b"," in font.name:  # after a family whose name ends in a digit
            font.name = font.name.replace(b",", b"")
        self.face = pango_font, font, size
        return font, size

    def add_image(self, image: Any, _interpolate: bool, ratio: float) -> Any:
        """Leave the pixels of an image as they are (ISO 19005-2, 6.2.8)."""
        return super().add_image(image, False, ratio)

    @property
    def in_text(self) -> bool:
        """Whether what is painted belongs to the text and reads as its glyphs do."""
        return self._inside is not None and not self._inside[2]

    @property
    def reads_glyphs(self) -> bool:
        """Whether what is painted reads as its glyphs do, in the text or beside it."""
        return self.in_text or self._in_glyphs

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        """Mark the content of a box of text or an image."""
        if self._tags is None:
            yield
        elif (kind := artifact_kind(box)) is not None:
            with self._as_artifact(box, kind):
                yield
        else:
            run, order = _run(box)
            self._inside = run, order, _read_as(box)
            self._continue(*self._inside)
            try:
                self._write_initial(box, run, order)
                yield
                if isinstance(box, boxes.ReplacedBox):
                    write_plain_formula(self, box)
            finally:
                self._end(*self._inside[:2])
                self._inside = None

    def _write_initial(self, box: Any, run: ContentRun, order: int) -> None:
        """Write the dropped letter that a text goes on from; keep that which a box is."""
        if is_dropped(box):
            text = str(box.text) + _ENDS.get(line_end(box), "")
            self._initial = run, order + 1, text
        elif self._initial and self._initial[:2] == (run, order):
            write_before(self, box, self._initial[2])
            self._initial = None

    @contextmanager
    def _as_artifact(self, box: Any, kind: dict[str, str]) -> Iterator[None]:
        about = _read_as(box)
        self.begin_marked_content("Artifact", pydyf.Dictionary({**kind, **about}))
        self._in_artifact, self._in_glyphs = True, not about
        try:
            yield
        finally:
            self._in_artifact = self._in_glyphs = False
            self.end_marked_content()

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Mark a background, a border or a rule; a run around it is split in two."""
        if self._in_artifact:
            yield
            return
        inside = self._inside
        if inside is not None:
            self._end(*inside[:2])
        with super().artifact():
            yield
        if inside is not None:
            self._begin(*inside)

    def _continue(self, run: ContentRun, order: int, about: dict[str, object]) -> None:
        """Continue the run that has just ended, if this comes next in it, or begin a sequence."""
        if self._ended is not None and not about:
            before, last, end = self._ended
            if before is run and last + 1 == order and end == len(self.stream):
                self.stream.pop()
                return
        self._begin(run, order, about)

    def _begin(self, run: ContentRun, order: int, about: dict[str, object]) -> None:
        self._start = len(self.stream)
        self.begin_marked_content(run.role, pydyf.Dictionary({"MCID": self._count, **about}))
        run.sequences.append(MarkedSequence(order, self._count, self))
        self._count += 1

    def _end(self, run: ContentRun, order: int) -> None:
        """End a sequence, or take it back where nothing was painted in it."""
        begun = self._start + _OPENING
        painted = self.stream[begun : begun + len(_NO_TEXT) + 1]
        if not painted or painted == _NO_TEXT:
            del self.stream[self._start :]
            run.sequences.pop()
            self._count -= 1
            self._ended = None
            return
        self.end_marked_content()
        has_actual_text = self._inside is not None and self._inside[2]
        self._ended = None if has_actual_text else (run, order, len(self.stream))


def _run(box: Any) -> tuple[ContentRun, int]:
    planned: tuple[ContentRun, int] | None = getattr(box, "content_run", None)
    if planned is None:
        raise LayoutError(f"the layout paints {box!r}, which is in the tree of no page")
    return planned


def _read_as(box: Any) -> dict[str, object]:
    text = actual_text(box)
    if not text:
        return {}
    if line_end(box) == HYPHEN:
        text = text.removesuffix(str(box.style["hyphenate_character"])) + _SOFT
    elif line_end(box) in _ENDS:
        text += _ENDS[line_end(box)]
    return {"ActualText": pydyf.String(text)}


def _draw_text_decoration(stream: Any, *rest: Any) -> None:
    with stream.artifact():
        _RULE.original(stream, *rest)


def _draw_first_line(stream: Any, box: Any, *rest: Any) -> Any:
    """Draw a line of text with the space or hyphen of its end; text in an SVG image as it is."""
    if not isinstance(stream, MarkedStream) or not isinstance(box, boxes.TextBox):
        return _LINE.original(stream, box, *rest)
    text, shown = box.text, box.pango_layout.text
    if not text.strip() and shown and not shown.strip(_SPACES):
        box.text = "x"  # text of spaces alone is skipped by the engine
    before, font = len(stream.stream), (stream._current_font or ("",))[0]
    is_corrected = stream.reads_glyphs and not hasattr(box, "number_field")
    known = known_glyphs(stream) if is_corrected else {}
    try:
        emojis = _LINE.original(stream, box, *rest)
    finally:
        box.text = text
    if is_corrected:
        name_new_glyphs(stream, box.pango_layout, known)
        is_hyphenated = line_end(box) == HYPHEN
        correct_texts(stream, box.pango_layout, before, font, is_hyphenated=is_hyphenated)
    if stream.in_text:
        if line_end(box) == HYPHEN:
            _soften(stream)
        elif line_end(box) == LINE:
            _show_line_end(stream)
        elif line_end(box) == SPACE and not shown.rstrip("\u200b").endswith(" "):
            _show_space(stream)
    return emojis


def _soften(stream: MarkedStream) -> None:
    """Let the last glyph read as a hyphen that is not part of the word."""
    last = stream.stream[-1]
    match = _LAST_GLYPH.fullmatch(last) if isinstance(last, bytes) else None
    if match:
        before, glyph, shift = match.groups()
        before = before[:-1] if before.endswith(b"<") else before + b">"
        stream.stream[-1:] = [before + b"] TJ"] if before != b"[" else []
        about = pydyf.Dictionary({"ActualText": pydyf.String(_SOFT)})
        stream.begin_marked_content("Span", about)
        stream.stream.append(b"[<" + glyph + shift + b"] TJ")
        stream.end_marked_content()


def _show_line_end(stream: MarkedStream) -> None:
    """Show a space that reads as the end of a line."""
    stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String("\n")}))
    _show_space(stream)
    stream.end_marked_content()


def _show_space(stream: MarkedStream) -> None:
    """Show a space in the font of the text before it."""
    if stream.face is None or stream._current_font is None:
        return
    font = stream.face[1]
    if font.bitmap or stream._current_font[0] != font.hash:
        return
    if glyph := space_glyph(stream, *stream.face):
        stream.show_text(f"<{glyph:04x}>")


_LINE = Replacement(draw_text, "draw_first_line", _draw_first_line)
_RULE = Replacement(draw_text, "draw_text_decoration", _draw_text_decoration)
_STREAM = Replacement(pdf_stream, "Stream", MarkedStream)

PATCH = Patch(
    name="marked_content",
    reason="marks text by the planned element, running heads and rules as artifacts",
    replacements=(_STREAM, _LINE, _RULE),
    upstream=weasyprint_issue(1836),
    digest="7c236221752b23537b4e552b3904143dc38a0142673150ed7edb793c0944b499",
)
