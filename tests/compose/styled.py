"""Styles of the engine to shape words in."""

from __future__ import annotations

from functools import cache
from typing import Any

from weasyprint import HTML
from weasyprint.formatting_structure import boxes

from publish.outputs.pdf.layout import patches


@cache
def style_of(declarations: str = "", language: str = "en") -> Any:
    """The computed style of a text."""
    patches.apply()
    page = HTML(string=f"<p lang={language} style='{declarations}'>x").render().pages[0]
    return next(box.style for box in page._page_box.descendants() if isinstance(box, boxes.TextBox))
