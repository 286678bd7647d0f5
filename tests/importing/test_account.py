"""Any text is read without a crash, and every character is in one span."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from publish.importers.plaintext.ledger import totals
from publish.importers.plaintext.recovery import recover

_MARKS = st.sampled_from(
    ["1. ", "2. ", "(a) ", "I. ", "V. ", "Part Two ", "Chapter 3: ", "§ 12a ", "一、", "（二）",
     "第三章 ", "2.4.1 ", "Contents", "Foreword", "    ", "12", "- 3 -", "Article 0. ", "A) "]
)  # fmt: skip
_WORDS = st.sampled_from(
    ["The mill", "was kept", "by the river", "Mending the weir.", "in June 2019", ":", ";", ".",
     "水井的管理", "und die Brücke", "“quoted”", "*", "#", "<b>", "é", "\u00a0", "\u3000"]
)  # fmt: skip
_ENDS = st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\f", "\u2028", " ", "\t"])
_TEXT_LIKE = st.lists(st.one_of(_MARKS, _WORDS, _ENDS), max_size=60).map("".join)


def _check(text: str) -> None:
    recovery = recover(text)
    assert "".join(text[span.start : span.end] for span in recovery.spans) == text
    assert sum(totals(recovery.spans).values()) == len(text)


@settings(max_examples=150)
@given(st.text(max_size=400))
def test_any_characters(text: str) -> None:
    _check(text)


@settings(max_examples=250)
@given(_TEXT_LIKE)
def test_any_shape(text: str) -> None:
    _check(text)
