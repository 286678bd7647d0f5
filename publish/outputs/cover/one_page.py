"""Lays out a cover, which is one page, with the engine of the PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from publish.diagnostics import ContentError, Location, Report
from publish.errors import LayoutError
from publish.model.book import Book, Edition, Resource
from publish.outputs.pdf.checks.layout_failure import rule_location
from publish.outputs.pdf.exchange.failures import LayoutFailed
from publish.outputs.pdf.whole.page_engine import PageEngine
from publish.render.theme import Theme


def begin_page(
    book: Book,
    edition: Edition,
    page: str,
    style: tuple[str, str],
    theme: Theme,
    resources: Sequence[Resource],
    engine: PageEngine,
) -> Callable[[], bytes]:
    """Have a page laid out; the result waits for its PDF.

    `style` is the name of the page's style sheet, for messages, and its rules. The result raises
    `ContentError` (LAY-010) if the layout fails, and `LayoutError` for any other number of pages
    than one.
    """
    name, rules = style
    engine.begin(page, rules, theme, resources)

    def finish() -> bytes:
        try:
            content, result = engine.finish()
        except LayoutFailed as error:
            location = rule_location(error.failure, book, edition, rules, name)
            report, message = Report(), f"the layout of the cover failed: {error.failure.message}"
            report.add("LAY-010", message, location or Location(str(book.folder)), hint=error.hint)
            raise ContentError(report) from error
        if result.messages or result.pages != 1:
            reason = "; ".join(message.text for message in result.messages)
            raise LayoutError(f"the layout of the cover: {reason or f'{result.pages} pages'}")
        return content

    return finish
