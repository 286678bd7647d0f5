"""Files that begin with a heading of a lower level: its text is the title."""

from __future__ import annotations

import pytest

from publish.diagnostics import Report
from publish.sources.spine.folder import read_book
from tests.conftest import WriteBook
from tests.running import run_context

MANIFEST = '[book]\ntitle = "A Book"\nlanguage = "en"\n[structure]\n{}\n'


def _outline(write_book: WriteBook, spine: str, text: str) -> tuple[list[str], list[str]]:
    """The sections of a book with one file, indented by level, and the codes reported."""
    folder = write_book({"book.toml": MANIFEST.format(spine), "a.md": text})
    report = Report()
    book = read_book(folder, run_context(report))
    assert book is not None
    lines = ["-" * (section.level - 1) + section.title for section in book.walk()]
    return lines, [f"{d.severity} {d.code}" for d in report]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## T\n\nText.\n\n### A\n\na\n\n#### B\n\nb\n", ["T", "-A", "--B"]),
        ("## T\n\nText.\n\n## A\n\na\n", ["T", "-A"]),
        ("## T\n\n### A\n\na\n\n## B\n\nb\n", ["T", "-A", "-B"]),
        ("# T\n\n## A\n\na\n", ["T", "-A"]),
    ],
)
def test_first_heading_is_the_title(write_book: WriteBook, text: str, expected: list[str]) -> None:
    assert _outline(write_book, 'bodymatter = ["a.md"]', text) == (expected, [])


def test_title_of_the_manifest_or_role_comes_first(write_book: WriteBook) -> None:
    spine = 'bodymatter = [{ file = "a.md", title = "M" }]'
    assert _outline(write_book, spine, "## A\n\na\n") == (["M", "-A"], [])
    spine = 'frontmatter = [{ file = "a.md", role = "preface" }]\nbodymatter = [{title = "B"}]'
    lines, _ = _outline(write_book, spine, "## A\n\na\n")
    assert lines == ["Preface", "-A", "B"]


def test_text_before_the_first_heading_has_no_title(write_book: WriteBook) -> None:
    lines, codes = _outline(write_book, 'bodymatter = ["a.md"]', "Text.\n\n## A\n\na\n")
    assert (lines, codes) == (["", "-A"], [])


def test_skipped_level_is_a_warning(write_book: WriteBook) -> None:
    lines, codes = _outline(write_book, 'bodymatter = ["a.md"]', "# T\n\n### A\n\na\n\n## B\n\nb\n")
    assert (lines, codes) == (["T", "-A", "-B"], ["warning STR-003"])
