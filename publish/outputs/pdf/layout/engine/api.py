"""What is replaced inside the engine, and the version that it was written against.

WeasyPrint has no public way to leave a number open or to write a structure tree of one's own. The
names used here are private: `check` tells at once when another version moves one.
"""

from __future__ import annotations

import gc

import weasyprint
import weasyprint.document
import weasyprint.pdf
from weasyprint import Document
from weasyprint.draw import text as draw_text
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import fonts, stream
from weasyprint.text import line_break

from publish.errors import LayoutError
from publish.outputs.pdf.layout import speedups
from publish.outputs.pdf.layout.engine.warm_up import hyphenate, warm

VERSION = "70.0"

_NAMES = (
    (weasyprint.document, ("get_all_computed_styles",)),
    (weasyprint.pdf, ("Stream", "add_tags", "build_fonts_dictionary")),
    (weasyprint.pdf, ("generate_pdf", "resolve_links")),
    (draw_text, ("draw_first_line",)),
    (fonts.Font, ("clean", "subset")),
    (stream.Stream, ("add_font", "add_image", "artifact", "marked", "show_text", "set_font_size")),
    (line_break, ("create_layout", "line_size")),
    (boxes, ("LineBox", "MarginBox", "ReplacedBox", "TableRowGroupBox", "TextBox")),
    (Document, ("copy", "write_pdf")),
)  # fmt: skip


def check() -> None:
    """Raise `LayoutError` unless the engine is the one that this package knows."""
    moved = [
        f"{_name(home)}.{name}"
        for home, names in _NAMES
        for name in names
        if not hasattr(home, name)
    ]
    if weasyprint.__version__ != VERSION or moved:
        message = f"the layout engine is WeasyPrint {weasyprint.__version__}, not {VERSION}"
        lost = f"; it lacks {', '.join(moved)}" if moved else ""
        raise LayoutError(message + lost, hint=f"pip install weasyprint=={VERSION}")


def _name(home: object) -> str:
    return str(getattr(home, "__name__", home))


def install() -> None:
    """Check the engine and make it fast; `spots` and `tags` install what they replace behind it."""
    check()
    speedups.apply()


def freeze() -> None:
    """Let what is there be shared with the children of this process, uncopied."""
    gc.collect()
    gc.freeze()


__all__ = ["VERSION", "check", "freeze", "hyphenate", "install", "warm"]
