"""Words of a text, and how they differ."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from publish.verification.words import (
    WordDifference,
    normalized,
    run_together,
    word_differences,
    words_match,
    words_of,
)

WORDS = st.lists(st.sampled_from("loam reed ember tallow thatch quern".split()), max_size=12)


def parse(text: str) -> etree._Element:
    return etree.fromstring(f'<div xmlns="http://www.w3.org/1999/xhtml">{text}</div>')


def test_blocks_separate_words_and_inline_elements_do_not() -> None:
    words = words_of(parse("<p>up<em>on</em> it</p><ul><li>one</li><li>two</li></ul>"))
    assert words == ["upon", "it", "one", "two"]


def test_skipped_elements_count_as_a_space() -> None:
    node = parse("<p>oak<a>1</a> and<a>2</a>elm</p>")
    assert words_of(node, lambda n: etree.QName(n).localname == "a") == ["oak", "and", "elm"]


def test_comments_are_not_words() -> None:
    assert words_of(parse("<p>oak<!-- ash --> elm</p>")) == ["oak", "elm"]


def test_normalized_text_ignores_line_breaks_ligatures_and_capitals() -> None:
    assert normalized("well-off o\ufb03ce, Äpfel") == normalized(
        "WELL\u2010\nOFF OF\u00ad\nFICE, ÄPFEL"
    )
    assert normalized("a b") != normalized("a c")


def test_a_difference_names_the_word_before_it() -> None:
    right, shown = "the mill and the weir".split(), "the mill the wire".split()
    assert list(word_differences(right, shown)) == [
        WordDifference("mill", "and", ""),
        WordDifference("the", "weir", "wire"),
    ]


def test_words_run_together_differ_from_words_divided_by_a_line_end() -> None:
    right = "the mill—and weir, nineteen- and".split()
    assert list(run_together(right, "the mill— and weir, nineteen-and".split())) == []
    assert list(run_together(right, "themill—and weir, nineteen- and".split())) == ["themill—and"]


def test_a_comma_after_a_call_that_was_left_out_is_not_a_word() -> None:
    right = ["a", "call", ",", "more", ".)", "so"]
    assert list(run_together(right, ["a", "call,", "more.)", "so"])) == []
    assert list(run_together(right, ["a", "call,more", ".)", "so"])) == ["call,more"]


@given(WORDS, WORDS)
@settings(derandomize=True, database=None)
def test_differences_turn_one_text_into_the_other(right: list[str], shown: list[str]) -> None:
    differences = list(word_differences(right, shown))
    assert (differences == []) == (right == shown)
    gone = sum(len(each.expected.split()) - len(each.actual.split()) for each in differences)
    assert len(right) - gone == len(shown)


PIECES = st.lists(
    st.sampled_from(["oak", "elm", "oakelm", "o", "ak", "El-", "m", "-", "\ufb03"]), max_size=6
)


def test_words_match_that_a_line_divides_or_a_theme_capitalizes() -> None:
    right = "the mill\u2014and weir, nineteen-hundred office".split()
    assert words_match(right, "the mill\u2014 and weir, nine- teen- hundred of\ufb01ce".split())
    assert words_match(right, "THE MILL\u2014AND WEIR, NINETEEN-HUNDRED OFFICE".split())
    assert not words_match(right, "themill\u2014and weir, nineteen-hundred office".split())
    assert not words_match(right, "the mill\u2014and weir, nineteen-hundred".split())
    assert not words_match(right, [*right, "more"])


@given(PIECES, PIECES)
@settings(max_examples=500, derandomize=True, database=None)
def test_matching_words_have_the_same_characters_and_no_lost_space(
    right: list[str], shown: list[str]
) -> None:
    same = normalized("".join(right)) == normalized("".join(shown))
    if words_match(right, shown):
        assert same
        assert not any(run_together(right, shown))
    elif same and not any(run_together(right, shown)):
        # The only other words are those without a printing character.
        assert "-" in (*right, *shown)
