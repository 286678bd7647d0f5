"""The macros of a formula with their arguments, in braces or brackets."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

# A macro by letters or by one other character, so that an escaped brace is not taken for one.
MACRO = re.compile(r"\\(?:[A-Za-z]+\*?|.|$)", re.S)
_CLOSING = {"{": "}", "[": "]"}

Expansion = Callable[[list[str]], str]


def expand(latex: str, expansions: Mapping[str, tuple[int, Expansion]]) -> str:
    """Replace each macro of a table, with its number of arguments, by the text of its function.

    A macro that lacks an argument stays as it is, and is then an unknown one.
    """
    parts, done = [], 0
    for match in MACRO.finditer(latex):
        count, expansion = expansions.get(match[0], (-1, None))
        if match.start() < done or expansion is None:
            continue
        arguments, end = read_arguments(latex, match.end(), count)
        if len(arguments) == count:
            parts += [latex[done : match.start()], f"{{{expansion(arguments)}}}"]
            done = end
    return "".join(parts) + latex[done:]


def read_arguments(latex: str, start: int, count: int) -> tuple[list[str], int]:
    """As many arguments in braces as there are, at most `count`, and where the last one ends.

    Options in brackets before them are skipped.
    """
    arguments: list[str] = []
    end = start
    while len(arguments) < count:
        opening = _skip_spaces(latex, end)
        if latex[opening : opening + 1] not in _CLOSING:
            break
        closing = _closing(latex, opening)
        if closing is None:
            break
        if latex[opening] == "{":
            arguments.append(latex[opening + 1 : closing])
        end = closing + 1
    return arguments, end


def _skip_spaces(latex: str, start: int) -> int:
    while latex[start : start + 1].isspace():
        start += 1
    return start


def _closing(latex: str, opening: int) -> int | None:
    """The place of the bracket that closes the one at `opening`."""
    first, last = latex[opening], _CLOSING[latex[opening]]
    depth, place = 0, opening
    while place < len(latex):
        character = latex[place]
        if character == "\\":
            place += 1
        elif character == first:
            depth += 1
        elif character == last:
            depth -= 1
            if depth == 0:
                return place
        place += 1
    return None
