"""Numbers, names, colours and paths in the values of a drawing."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Any

from tinycss2.color5 import parse_color

NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_COUNTS = {"m": 2, "l": 2, "t": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "a": 7, "z": 0}
_FLAGS = (3, 4)  # of the seven numbers of an arc; each is one digit


def name_in(reference: str) -> str:
    """The part that a reference such as `url(#a)` means."""
    found = re.search(r"#([^\"')\s]+)", reference)
    return found[1] if found else ""


def number_of(text: str) -> float:
    """The number that a value begins with, 0 without; a percentage as a part of 1."""
    found = re.match(NUMBER, text.strip())
    value = float(found[0]) if found else 0.0
    return value / 100 if text.strip().endswith("%") else value


def colour_of(text: str) -> Any:
    """The colour that a value names; None for what is not a colour, or another one's."""
    parsed = parse_color(text)
    return None if isinstance(parsed, str) else parsed


def opacity_of(text: str) -> float:
    """How much a colour covers, from 0 to 1."""
    colour = colour_of(text)
    return 1.0 if colour is None else float(colour.alpha)


def is_path(data: str) -> bool:
    """Whether the shape of a path is right to its end, as browsers and the engine both draw it."""
    pieces = re.split(r"([A-DF-Za-df-z])", data)
    if pieces[0].strip() or (len(pieces) > 1 and pieces[1] not in "mM"):
        return False
    return all(map(_is_command, pieces[1::2], pieces[2::2]))


def right_part(data: str) -> str:
    """The shape of a path up to its first mistake, which is what browsers draw."""
    pieces = re.split(r"([A-DF-Za-df-z])", data)
    commands = list(zip(pieces[1::2], pieces[2::2], strict=True))
    right = list(takewhile(lambda command: _is_command(*command), commands))
    is_begun = not pieces[0].strip() and commands and commands[0][0] in "mM"
    return "".join(f"{letter}{numbers}" for letter, numbers in right) if is_begun else ""


def _is_command(letter: str, numbers: str) -> bool:
    count = _COUNTS.get(letter.lower())
    if not count:
        return count == 0 and not numbers.strip()
    number = rf"[\s,]*{NUMBER}"
    flag = r"[\s,]*[01]"
    group = "".join(flag if count == 7 and place in _FLAGS else number for place in range(count))
    return re.fullmatch(rf"(?:{group})+[\s,]*", numbers) is not None
