"""Which signs run from right to left, and the quick answer that most texts hold none."""

from __future__ import annotations

from publish.model.script import may_turn, strong


def test_no_sign_that_runs_from_right_to_left_is_passed_over() -> None:
    turned = [chr(n) for n in range(0x110000) if strong(chr(n)) == ["rtl"]]
    assert len(turned) > 1000
    assert all(may_turn(sign) for sign in turned)
    assert not may_turn("Any “text” — of ours, Größe 12, Ελλάδα, 漢字")
