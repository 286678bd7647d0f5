"""Right-to-left characters, and the quick check for texts without them."""

from __future__ import annotations

from publish.model.script import contains_rtl, may_contain_rtl, strong_directions


def test_the_quick_check_misses_no_right_to_left_character() -> None:
    characters = [chr(n) for n in range(0x110000) if strong_directions(chr(n)) == ["rtl"]]
    assert len(characters) > 1000
    assert all(may_contain_rtl(character) for character in characters)
    assert all(contains_rtl(character) for character in characters)
    assert not may_contain_rtl("Any “text” — of ours, Größe 12, Ελλάδα, 漢字")


def test_letters_count_as_right_to_left_and_digits_do_not() -> None:
    assert contains_rtl("a שלום b")
    assert may_contain_rtl("12 ٣٤")
    assert not contains_rtl("12 ٣٤ – naïve 港")  # Arabic-Indic digits are left to right
