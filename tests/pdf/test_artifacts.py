"""Artifacts of a page, and the text that tells what it reads as."""

from __future__ import annotations

import sys
import unicodedata

from publish.outputs.pdf.artifacts import _LEFTWARD, _runs_left


def test_the_blocks_hold_every_sign_that_runs_from_right_to_left() -> None:
    signs = map(chr, range(sys.maxunicode + 1))
    turned = [sign for sign in signs if unicodedata.bidirectional(sign) in ("R", "AL")]
    assert len(turned) > 2000
    assert all(map(_LEFTWARD.match, turned))


def test_a_text_is_turned_by_one_sign_and_not_by_the_figures_of_a_block() -> None:
    assert _runs_left("a שלום b")
    assert not _runs_left("12 ٣٤ – naïve 港")  # figures of the Arabic block run from left to right
