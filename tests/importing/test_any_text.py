"""Any text is imported as a folder that the toolchain reads."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.diagnostics import ContentError, Report
from publish.importers.plaintext import import_text
from publish.sources.spine.folder import read_book
from publish.structure.numbering import number_sections
from tests.running import run_context

pytestmark = pytest.mark.slow

_MARKS = st.sampled_from(
    ["1. ", "2. ", "3. ", "(a) ", "I. ", "V. ", "Part Two ", "Chapter 3: ", "§ 12a ", "一、",
     "（二）", "第三章 ", "2.4.1 ", "Contents", "Foreword", "Conclusion", "Article 0. ", "0. "]
)  # fmt: skip
_WORDS = st.sampled_from(
    ["The mill", "was kept by the lower tenants", "Mending the weir. ", "Sharing the tolls. ",
     "June 2019", " : ", ".", "水井的管理", "# ", "* * *", "{.x}", "<b>", "![a](b)", "`", "\\",
     "[^1]", "| a | b |", "---", "\u00a0", "Table: ", "=====", '"""', "…", "{{ x }}", "$x$", "++",
     "[x]{.y}"]
)  # fmt: skip
_ENDS = st.sampled_from(["\n", "\n\n", "\r\n", "\f", " ", "\n  "])
_TEXT_LIKE = st.lists(st.one_of(_MARKS, _WORDS, _ENDS), min_size=1, max_size=50).map("".join)


@settings(max_examples=120)
@given(_TEXT_LIKE)
def test_the_book_is_read_without_an_error(text: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "source.txt"
        source.write_bytes(text.encode("utf-8"))
        if not text.strip():
            with pytest.raises(ContentError, match="IMP-006"):
                import_text(source, Path(name) / "book")
            return
        outcome = import_text(source, Path(name) / "book")
        report = Report()
        book = read_book(outcome.target, run_context(report))
        assert book is not None, text
        number_sections(book, run_context(report))
        assert [str(d) for d in report.errors] == []
        # An unedited sheet changes nothing.
        before = {path.name: path.read_bytes() for path in outcome.target.iterdir()}
        import_text(source, outcome.target, answers=outcome.review)
        assert {path.name: path.read_bytes() for path in outcome.target.iterdir()} == before
