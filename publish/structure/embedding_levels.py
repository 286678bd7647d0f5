"""Which characters of a line run against its direction, by the bidirectional algorithm (UAX 9).

Of explicit formatting only marks such as U+200F count: texts have directions by their elements.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

# Between the boundaries of an element that has a direction of its own; a neutral character (X5).
OBJECT = "\ufffc"
LINE_END = "\u2029"

_STRONG = ("L", "R")
_NUMBERS = ("EN", "AN")
_MARKS = frozenset("NSM BN LRE RLE LRO RLO PDF LRI RLI FSI PDI".split())
_NEUTRAL = ("B", "S", "WS", "ON")
_MOST_OPEN = 63  # brackets (BD16)


def runs_against(text: str, base: str) -> Iterator[tuple[int, int]]:
    """The start and the end of each run against `base`, "ltr" or "rtl", of the lines of a text."""
    start = 0
    for line in text.split(LINE_END):
        against = _is_against(line, base)
        at = start
        for is_against, run in groupby(against):
            length = sum(1 for _ in run)
            if is_against:
                yield at, at + length
            at += length
        start += len(line) + 1


def _is_against(line: str, base: str) -> list[bool]:
    """For each character whether it runs against the line; a mark runs as what it is on (W1), and
    so does what is not seen (5.2)."""
    own = "L" if base == "ltr" else "R"
    kinds = [_kind(character) for character in line]
    shown = [index for index, kind in enumerate(kinds) if kind not in _MARKS]
    resolved = _weak([kinds[index] for index in shown], own)
    _pair_brackets([line[index] for index in shown], resolved, own)
    _neutral(resolved, own)
    found = dict(zip(shown, resolved, strict=True))
    result, kind = list[bool](), own
    for index in range(len(line)):
        kind = found.get(index, kind)
        result.append(kind != own)
    return result


def _kind(character: str) -> str:
    """The bidirectional class of a character; line feeds and tabs are spaces in XHTML."""
    return "WS" if character in "\n\t" else unicodedata.bidirectional(character) or "L"


def _weak(kinds: list[str], own: str) -> list[str]:
    """The classes after the rules for weak types, W1 to W7."""
    strong = own
    for index, kind in enumerate(kinds):
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[index] = "AN"
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    _separators(kinds)
    _terminators(kinds)
    kinds = ["ON" if kind in ("ES", "ET", "CS") else kind for kind in kinds]
    strong = own
    for index, kind in enumerate(kinds):
        if kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"
    return kinds


def _separators(kinds: list[str]) -> None:
    """A separator between two numbers of one kind is part of the number (W4)."""
    for index in range(1, len(kinds) - 1):
        before, kind, after = kinds[index - 1 : index + 2]
        separated = ("EN",) if kind == "ES" else _NUMBERS if kind == "CS" else ()
        if before == after and before in separated:
            kinds[index] = before


def _terminators(kinds: list[str]) -> None:
    """Signs such as % and $ at a number are part of it (W5)."""
    for first, last in _runs_of(kinds, ("ET",)):
        around = kinds[max(first - 1, 0) : first] + kinds[last : last + 1]
        if "EN" in around:
            kinds[first:last] = ["EN"] * (last - first)


def _pair_brackets(line: Sequence[str], kinds: list[str], own: str) -> None:
    """Brackets run as their content does, or as what is before them (N0)."""
    for opening, closing in _bracket_pairs(line, kinds):
        inside = {_as_strong(kind) for kind in kinds[opening + 1 : closing]} & set(_STRONG)
        if not inside:
            continue
        before = (_as_strong(kind) for kind in reversed(kinds[:opening]))
        context = next((kind for kind in before if kind in _STRONG), own)
        direction = own if own in inside else context
        kinds[opening] = kinds[closing] = direction


def _bracket_pairs(line: Sequence[str], kinds: list[str]) -> list[tuple[int, int]]:
    pairs, opened = list[tuple[int, int]](), list[tuple[str, int]]()
    for index, character in enumerate(line):
        if kinds[index] != "ON" or not unicodedata.mirrored(character):
            continue
        category = unicodedata.category(character)
        if category == "Ps":
            if len(opened) == _MOST_OPEN:
                break
            opened.append((_closing(character), index))
        elif category == "Pe":
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == character:
                    pairs.append((opened[depth][1], index))
                    del opened[depth:]
                    break
    return sorted(pairs)


def _closing(bracket: str) -> str:
    return chr(ord(bracket) + (2 if bracket in "[{" else 1))


def _neutral(kinds: list[str], own: str) -> None:
    """Neutral characters run as what is around them if that agrees, else with the line (N1, N2)."""
    for first, last in list(_runs_of(kinds, _NEUTRAL)):
        before = _as_strong(kinds[first - 1]) if first else own
        after = _as_strong(kinds[last]) if last < len(kinds) else own
        kinds[first:last] = [before if before == after else own] * (last - first)


def _as_strong(kind: str) -> str:
    return "R" if kind in _NUMBERS else kind


def _runs_of(kinds: list[str], wanted: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    at = 0
    for is_wanted, run in groupby(list(kinds), key=wanted.__contains__):
        length = sum(1 for _ in run)
        if is_wanted:
            yield at, at + length
        at += length
