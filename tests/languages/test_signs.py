"""Which signs run from right to left, and the quick answer that most texts hold none."""

from __future__ import annotations

from publish.model.script import contains_rtl, may_contain_rtl, strong_directions


def test_no_sign_that_runs_from_right_to_left_is_passed_over() -> None:
    turned = [chr(n) for n in range(0x110000) if strong_directions(chr(n)) == ["rtl"]]
    assert len(turned) > 1000
    assert all(may_contain_rtl(sign) for sign in turned)
    assert all(contains_rtl(sign) for sign in turned)
    assert not may_contain_rtl("Any “text” — of ours, Größe 12, Ελλάδα, 漢字")


def test_a_text_turns_by_one_sign_and_not_by_the_figures_of_a_block() -> None:
    assert contains_rtl("a שלום b")
    assert may_contain_rtl("12 ٣٤")
    assert not contains_rtl(
        "12 ٣٤ – naïve 港"
    )  # figures of the Arabic block run from left to right
