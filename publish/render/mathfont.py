"""The font of formulas, which is part of the library that draws them."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from publish.errors import MissingTool
from publish.model.book import Book
from publish.model.markup import MATH
from publish.model.section import has_element
from publish.render.theme import Font


@cache
def math_font() -> Font:
    """STIX Two Math, with the table that formulas are laid out by (OpenType 1.9, MATH)."""
    spec = find_spec("ziamath")  # not imported, since the import loads the font
    folders = (spec.submodule_search_locations if spec else None) or []
    for folder in folders:
        path = Path(folder) / "fonts" / "STIXTwoMath-Regular.ttf"
        if path.is_file():
            return Font("STIX Two Math", path, "normal", "400")
    raise MissingTool("the font STIX Two Math is not installed", hint="pip install ziamath")


def has_formulas(book: Book) -> bool:
    """Whether any title or text contains a formula."""
    return has_element(book.sections, MATH)
