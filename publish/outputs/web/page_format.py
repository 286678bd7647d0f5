"""How the pages of the web edition differ from those of other formats."""

from __future__ import annotations

from publish.model.book import Edition
from publish.outputs.pages.page_format import PageFormat
from publish.outputs.web.notes import place_notes

HTML_TYPE = "text/html"
# The style sheet of the pages of the text, and that of all others, with the rules for what no text
# has: a cover, contents, the results of a search.
TEXT_STYLE, FRAME_STYLE = "style/text.css", "style/book.css"
INDEX = "index.html"
WEB_PAGES = PageFormat(
    templates="web",
    suffix=".html",
    about=("index", "copyright", "colophon"),
    place_notes=place_notes,
)


def own_address(edition: Edition, href: str) -> str:
    """The address of a file of the edition on the web; empty if the edition has none."""
    name = "" if href == INDEX else href
    return f"{edition.address}{name}" if edition.address else ""
