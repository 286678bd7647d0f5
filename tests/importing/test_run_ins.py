"""Run-in headings: found in pairs, refused alone, and never taken from a plain sentence."""

from __future__ import annotations

import pytest

from publish.sources.flattened.recovery import recover
from publish.sources.flattened.runins import run_in_of

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
def test_found(sentence: str) -> None:
    assert run_in_of(f"{sentence} {_REST}") == sentence


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
def test_refused(sentence: str) -> None:
    assert run_in_of(f"{sentence} {_REST}") is None


def test_one_alone_is_no_heading() -> None:
    one = recover(
        f"1. The mill\n\nMending the common weir. {_REST}\n\n{_REST}\n\n2. B\n\n{_REST}\n"
    )
    assert not any(p.run_in for f in one.headings for p in f.paragraphs)
    two = recover(
        f"1. The mill\n\nMending the common weir. {_REST}\n\nSharing the tolls. {_REST}\n\n2. B\n"
    )
    found = [p.run_in for f in two.headings for p in f.paragraphs if p.run_in]
    assert found == ["Mending the common weir.", "Sharing the tolls."]
