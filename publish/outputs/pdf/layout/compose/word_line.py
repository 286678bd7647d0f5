"""A layout of the engine that is a line of words: Pango shapes it only on demand."""

from __future__ import annotations

from typing import Any

from weasyprint.text.line_break import Layout

from publish.outputs.pdf.layout.compose.words import Vocabulary

APART = 0.01  # pixels; without any, Pango would shape the whole line as one word


class WordLine(Layout):  # type: ignore[misc]
    """Text in the words of a style, each separate from the next by a space and `spacing`.

    `scale` is the width of its glyphs to that of the font's.
    """

    first_line_direction = 0
    max_width = None
    ascent = underline_position = strikethrough_position = None

    def __init__(
        self, text: str, words: Vocabulary, spacing: float = 0.0, scale: float = 1.0
    ) -> None:
        self.text = text
        self.words = words
        self.spacing = spacing
        self.scale = scale

    def reactivate(self, style: Any) -> None:
        """Note what Pango would need."""
        self._style = style

    def deactivate(self) -> None:
        """Forget what Pango has shaped."""
        for name in ("layout", "language", "style", "_style"):
            self.__dict__.pop(name, None)

    def __getattr__(self, name: str) -> Any:
        """Let Pango shape the line on demand."""
        if name not in ("layout", "language", "style") or "_style" not in self.__dict__:
            raise AttributeError(name)
        self.justification_spacing = self.spacing or APART
        self.setup(self._style)
        self.set_text(self.text, justify=True)
        return self.__dict__[name]
