"""Run-in headings are recognized in pairs, not alone, and never in a plain sentence."""

from __future__ import annotations

from random import Random

import pytest

from publish.importers.plaintext.recovery import recover
from publish.importers.plaintext.runins import find_run_in
from tests.importing.vocabulary import Wordsmith

_REST = "The lower tenants kept the copper sluice until the water rose again that year."


@pytest.mark.parametrize(
    "sentence",
    [
        "Strengthening the common weir for the wardens.",
        "Mending the roof of the east barn and of the sheds beside it.",
        "Sharing the tolls with those who live beyond the ferry.",
        "New wells.",
        "Better roads and safer bridges.",
    ],
)
def test_recognized(sentence: str) -> None:
    assert find_run_in(f"{sentence} {_REST}") == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "The weir was mended.",
        "Mending the weir took three years.",
        "They left.",
        "Speaking in the hall, he praised the wardens.",
        "Water rises.",
        "It has rained.",
        "Dr.",
        "the wardens of the weir.",
        "The lower tenants of the mill, who kept the sluice, were never asked about it.",
        "Who mends the weir?",
    ],
)
def test_not_recognized(sentence: str) -> None:
    assert find_run_in(f"{sentence} {_REST}") is None


def test_a_single_one_is_not_a_heading() -> None:
    one = recover(
        f"1. The mill\n\nMending the common weir. {_REST}\n\n{_REST}\n\n2. B\n\n{_REST}\n"
    )
    assert not any(p.run_in for f in one.headings for p in f.paragraphs)
    two = recover(
        f"1. The mill\n\nMending the common weir. {_REST}\n\nSharing the tolls. {_REST}\n\n2. B\n"
    )
    run_ins = [p.run_in for f in two.headings for p in f.paragraphs if p.run_in]
    assert run_ins == ["Mending the common weir.", "Sharing the tolls."]


def test_in_generated_sections_nearly_all_are_recognized_and_little_else() -> None:
    rng = Random(4711)
    words = Wordsmith(rng)
    true = recognized = hits = 0
    for _ in range(40):
        heads = {words.participle() for _ in range(rng.choice((0, 2, 3)))}
        paragraphs = [f"{head} {words.paragraph()}" for head in sorted(heads)]
        paragraphs += [words.paragraph() for _ in range(4)]
        rng.shuffle(paragraphs)
        text = "1. The mill\n\n" + "\n\n".join(paragraphs) + "\n\n2. The weir\n"
        matches = {p.run_in for f in recover(text).headings for p in f.paragraphs if p.run_in}
        true, recognized = true + len(heads) * (len(heads) > 1), recognized + len(matches)
        hits += len(matches & heads)
    assert hits >= 0.95 * true
    assert hits >= 0.95 * recognized


def test_the_sentences_of_plain_books_are_not_run_ins() -> None:
    """Nouns and verbs of several kinds; every recognized heading is wrong here."""
    sentences = (
        "The tenants agreed.", "Rain fell.", "Most boats returned by night.",
        "Keeping bees pays well.", "Nobody answered.", "Such weirs last.", "He laughed.",
        "Having mended the weir, the wardens went home.", "In June the mill burned.",
        "Each spring brings a flood.", "There, on the hill, stood the kiln.", "Not so the ferry.",
    )  # fmt: skip
    wrong = [s for s in sentences if find_run_in(f"{s} {_REST}")]
    assert len(wrong) <= 3, wrong
