"""Lines are joined to paragraphs according to the layout of the text."""

from __future__ import annotations

import pytest

from publish.importers.plaintext.recovery import Recovery, recover

_LONG = "The lower tenants kept the copper sluice until the water rose again that year"


def _paragraphs(recovery: Recovery) -> list[str]:
    return [p.text for heading in recovery.headings for p in heading.paragraphs]


def test_an_indent_starts_a_paragraph_and_flush_lines_join() -> None:
    text = f"""\
  1. The mill

  {_LONG}, one.

{_LONG}, two.

  {_LONG}, three.

  2. The weir

  {_LONG}, four.

{_LONG}, five.
"""
    recovery = recover(text)
    assert recovery.indented
    assert _paragraphs(recovery) == [
        f"{_LONG}, one. {_LONG}, two.",
        f"{_LONG}, three.",
        f"{_LONG}, four. {_LONG}, five.",
    ]


def test_without_indents_each_line_is_a_paragraph() -> None:
    recovery = recover(f"1. The mill\n\n{_LONG}.\n\n{_LONG}.\n\n2. The weir\n\n{_LONG}.\n")
    assert not recovery.indented
    assert _paragraphs(recovery) == [f"{_LONG}."] * 3


def test_hard_wrapped_lines_and_hyphenated_words_are_joined() -> None:
    text = """\
1. The mill

The lower tenants kept the copper sluice until the wa-
ter rose again that year, and nobody wrote down how the
water was led off when the well-
kept ledgers of the ferry came to their end.

A second paragraph follows the first one here, and it is
as long as the one before, so that lines touch each other.

2. The weir

A third paragraph stands under another heading, and here
too the lines touch each other as they do everywhere.
"""
    recovery = recover(text)
    assert recovery.passages.wrapped
    first, second, third = _paragraphs(recovery)
    assert "the water rose again" in first
    assert "the well-kept ledgers" in first
    assert second.endswith("lines touch each other.")
    assert third.startswith("A third paragraph")


def test_a_sentence_continues_on_the_next_page() -> None:
    lines = []
    for page in range(1, 6):
        lines += [f"and so the tenants of the mill went on to the next weir {page} where", ""]
        lines += [str(page), "", "The Mill", ""]
    text = "The Mill\n\n1. The mill\n\nThere was a beginning of it,\n\n" + "\n".join(lines)
    recovery = recover(text + "\n2. The weir\n\nThere was an end of it.\n")
    assert [f.title for f in recovery.headings] == ["The mill", "The weir"]
    assert len(recovery.headings[0].paragraphs) <= 2
    assert len(recovery.passages.furniture) >= 9


@pytest.mark.parametrize("number", [2, 7, 12])  # which is that of a page, too
@pytest.mark.parametrize("entry", ["{} The mill   19", "{} The mill . . . . 19", "{} The mill"])
def test_a_heading_may_have_the_words_of_the_running_head(entry: str, number: int) -> None:
    rows = [f"{number - 1} The weir   13", "The mill   2", entry.format(number)]
    rows = ["The mill", "Contents", *rows, f"{number + 1} The gates   27", f"{number - 1} The weir"]
    pages = (f"{n}   The mill" if n % 2 else f"The mill   {n}" for n in range(3, 12))
    rows += (row for page in pages for row in (f"{_LONG}.", page))
    rows += [f"{number} The mill", f"{_LONG}.", f"{number + 1} The gates", f"{_LONG}."]
    recovery = recover("\n\n".join(rows))
    assert [h.title for h in recovery.headings] == ["The weir", "The mill", "The gates"]
    assert len(recovery.passages.furniture) == 10


def test_three_paragraphs_that_touch_each_end_a_sentence() -> None:
    listed = "潮汐之书\n目录\n退潮\n河泥\n芦苇\n"
    text = "守堤人每晚把水位记在蓝色的本子里，从不间断。\n"
    recovery = recover(f"{listed}1. 退潮\n{text}2. 河泥\n{text}3. 芦苇\n{text}")
    assert [h.title for h in recovery.headings] == ["退潮", "河泥", "芦苇"]


def test_the_items_of_a_list_keep_their_lines() -> None:
    text = f"""\
  1. The mill

  {_LONG}, and these steps follow:

1. Open the sluice

2. Fill the cistern

3. Close the sluice

{_LONG}.

  2. The weir

  {_LONG}.
"""
    recovery = recover(text)
    assert [f.title for f in recovery.headings] == ["The mill", "The weir"]
    assert "2. Fill the cistern" in _paragraphs(recovery)
