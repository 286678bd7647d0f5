"""The words on a spine: which way they run, and how large they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from publish.model.script import direction, scripts_in
from publish.outputs.print.wrap.geometry import Panel

# Words run from head to foot, so that they can be read when the book lies with its front up (ISO
# 6357, 4.2). In these languages publishers and libraries keep to the other way, from foot to head.
_FROM_FOOT = frozenset({
    "ca", "cs", "de", "el", "es", "eu", "fr", "gl", "hr", "hu", "it", "lt", "lv", "oc", "pl", "pt",
    "ro", "ru", "sk", "sl", "sr", "uk",
})  # fmt: skip
# Scripts whose characters stand upright below each other, as on a page that is set in columns.
_UPRIGHT = frozenset({"Han", "Hans", "Hant", "Jpan", "Kore"})
_LARGEST = 16.0  # points: larger, and a spine shouts
_OF_WIDTH = 0.66  # of the width that words have
_SMALLER = 0.6  # of the size that the width allows: smaller, and the words stand close together
_LEAST = 7.0  # points: smaller white type fills in
_GAP = 2.0  # em between author, title and publisher
_STEP = 1.12  # em from a character to the one below it


class SpineWords(NamedTuple):
    """How the words on a spine are set; `turn` is in degrees, 0 for characters that stand upright.

    With `is_close` author and title stand together in the middle, since there is no more room.
    """

    turn: int
    size: float
    is_close: bool


def spine_words(parts: Sequence[str], language: str, room: Panel) -> SpineWords | None:
    """How author, title and publisher are set in a room; none if they were too small to be read."""
    author, title, publisher = parts
    largest = min(room.width * _OF_WIDTH, _LARGEST)
    if all(map(_is_upright, filter(None, parts))):
        longest = _STEP * (len(title) + 2 * max(len(author), len(publisher))) + 2 * _GAP
        return _readable(0, min(largest, room.height / longest), is_close=False)
    turn = _turn(language)
    apart = room.height / (_ems(title) + 2 * max(_ems(author), _ems(publisher)) + 2 * _GAP)
    if apart >= largest * _SMALLER:
        return _readable(turn, min(largest, apart), is_close=False)
    close = room.height / (_ems(title) + _ems(author) + _GAP)
    return _readable(turn, min(largest, close), is_close=True)


def _readable(turn: int, size: float, *, is_close: bool) -> SpineWords | None:
    return SpineWords(turn, round(size, 2), is_close) if size >= _LEAST else None


def _turn(language: str) -> int:
    """By how much words are turned; those that begin at the right run down when turned back."""
    from_foot = language.partition("-")[0].lower() in _FROM_FOOT
    return -90 if from_foot or direction(language) == "rtl" else 90


def _is_upright(text: str) -> bool:
    return all(
        scripts_in(character, "zh") & _UPRIGHT and character.isalpha()
        for character in text.replace(" ", "")
    )


def _ems(text: str) -> float:
    """The width of a text; a character counts as 0.54 em, an ideograph as one."""
    return sum(1.0 if ord(character) > 0x2E80 else 0.54 for character in text)
