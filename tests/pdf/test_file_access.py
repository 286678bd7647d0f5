"""The files that the layout may read, and the messages of the engine."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from publish.cache import NO_CACHE
from publish.diagnostics import Report
from publish.errors import LayoutError
from publish.model.book import Resource
from publish.outputs.pdf.checks.engine_messages import report_engine_messages
from publish.outputs.pdf.exchange.job_folder import write_font_configuration
from publish.outputs.pdf.exchange.object_file import EngineMessage
from publish.outputs.pdf.whole.child import lay_out_documents
from publish.render.theme import load_theme
from tests.pdf.conftest import Pages

pytestmark = pytest.mark.slow

SetBook = Callable[[Mapping[str, str]], Pages]
SHEET = '<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><body>{}</body></html>'


def messages(
    body: str, style: str = "", resources: tuple[Resource, ...] = ()
) -> list[EngineMessage]:
    theme = load_theme("classic")
    with tempfile.TemporaryDirectory() as folder:
        return lay_out_documents(
            Path(folder), (SHEET.format(body).encode(),), style, theme, resources, NO_CACHE
        ).messages


ADDRESSES = (
    "file:///etc/hostname",
    "http://example.org/a.png",
    "https://example.org/b.png",
    "ftp://example.org/c.png",
    "//example.org/d.png",
    "/etc/hostname",
    "../../etc/passwd",
    "http://book.invalid/%2e%2e/%2e%2e/etc/group",
    "http://book.invalid@example.org/e.png",
    "data:text/html,hello",
    "nothing.png",
)


def test_nothing_but_the_books_files_is_read() -> None:
    images = "".join(f'<p><img alt="a" src="{address}"/></p>' for address in ADDRESSES)
    collected = messages(images)
    assert len([c for c in collected if c.kind == "refused"]) == len(ADDRESSES), collected
    assert len([c for c in collected if c.kind == "engine"]) == len(ADDRESSES), collected


def test_a_style_sheet_cannot_reach_out_either() -> None:
    style = '@import "file:///etc/hostname"; p { background: url(http://example.org/b.png) }'
    refused = [c.text for c in messages("<p>a</p>", style) if c.kind == "refused"]
    assert refused == ["file:///etc/hostname", "http://example.org/b.png"]


def test_what_an_svg_asks_for_is_refused_and_remembered() -> None:
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        b'viewBox="0 0 9 9"><image xlink:href="file:///etc/hostname" width="9" height="9"/></svg>'
    )
    resource = Resource("a.svg", "image/svg+xml", drawing)
    collected = messages('<p><img alt="a" src="a.svg"/></p>', resources=(resource,))
    assert [c.text for c in collected if c.kind == "refused"] == ["file:///etc/hostname"]


def test_a_dead_anchor_is_an_error() -> None:
    (said,) = messages('<p><a href="#nowhere">there</a></p>')
    assert said.kind == "engine"
    assert "nowhere" in said.text


def test_a_rule_that_the_engine_ignores_is_an_error() -> None:
    (said,) = messages("<p>a</p>", "p { text-wrap: balance }")
    assert "text-wrap" in said.text


def test_complaints_become_diagnostics(rich: Pages) -> None:
    report = Report()
    collected = [
        EngineMessage("refused", "x.png"),
        EngineMessage("engine", "Ignored"),
        EngineMessage("note", "n-1"),
    ]
    report_engine_messages(collected, rich.book, report)
    assert [d.code for d in report] == ["LAY-001", "LAY-002", "LAY-004"]


def test_a_book_without_faults_has_no_complaint(rich: Pages) -> None:
    assert [str(d) for d in rich.report] == []


def test_a_layout_that_dies_is_reported_as_such() -> None:
    theme = load_theme("classic")
    with tempfile.TemporaryDirectory() as folder, pytest.raises(LayoutError, match="layout failed"):
        lay_out_documents(Path(folder), (b"<html",), "", theme, (), NO_CACHE)


def test_the_configuration_knows_no_system_font(tmp_path: Path) -> None:
    theme = load_theme("classic")
    text = write_font_configuration(tmp_path, theme.fonts).read_text(encoding="utf-8")
    assert text.count("<dir>") == len({font.path.parent for font in theme.fonts})
    assert "/usr" not in text.replace(str(theme.fonts[0].path.parent.parent.parent), "")


def test_no_font_beside_those_of_the_theme_is_taken(set_book: SetBook) -> None:
    """The typeface for code lacks the letter, which another of the theme has."""
    pages = set_book({"a.md": "# A\n\n`g\u04da_` and \U0001f63f\n"})
    fonts = {name for page in pages.pdf.pages for name in _names(page.Resources)}
    assert {"Noto-Emoji", "EB-Garamond"} <= fonts
    assert "Noto-Sans" not in fonts


def _names(resources: Any) -> Iterator[str]:
    for _, font in resources.get("/Font", {}).items():
        yield str(font.BaseFont).partition("+")[2]


def test_notes_that_no_page_can_hold_are_warnings_at_their_lines(set_book: SetBook) -> None:
    words = " ".join(f"word{number}" for number in range(1200))
    pages = set_book({"a.md": f"# A\n\nOne.[^a] Two.[^b]\n\n[^a]: {words}\n\n[^b]: {words}\n"})
    assert {(d.code, d.severity) for d in pages.report} == {("LAY-004", "warning")}
    assert {d.location.line for d in pages.report} <= {5, 7}
