"""A second, naive implementation of numbering: it reads the whole book again for each section.

It follows the handbook (numeral, label, compose, restart, start, depth, unnumbered sections,
printed numbers) and shares no code with `structure`.
"""

from __future__ import annotations

import itertools
import string

from publish.model.book import Book
from publish.model.scheme import Scheme
from publish.model.section import Section

Path = tuple[Section, ...]  # a section after those that it is in
Trail = dict[str, Path]  # by the id of the section

COUNTED = {"volume", "part", "chapter", "section", "appendix"}


def numbers(book: Book) -> dict[str, tuple[str | None, str | None]]:
    """Number and label of each section, by its id."""
    trail: Trail = {}
    _trace(book.sections, (), trail)
    return {name: (_number(book, trail, name), _label(book, trail, name)) for name in trail}


def _trace(sections: tuple[Section, ...], above: Path, trail: Trail) -> None:
    for section in sections:
        trail[section.id] = (*above, section)
        _trace(section.children, (*above, section), trail)


def is_numbered(book: Book, path: Path) -> bool:
    section = path[-1]
    if section.number_request.number is not None:
        return True
    if section.level > book.numbering.depth:
        return False
    if section.number_request.numbered is not None:
        return section.number_request.numbered
    if len(path) > 1:
        return str(section.role) in COUNTED and is_numbered(book, path[:-1])
    if section.role == "appendix":
        return True
    return section.matter == "bodymatter" and str(section.role) in COUNTED


def _ordinal(book: Book, trail: Trail, name: str) -> int:
    """Count from the previous numbered section of its rank (and parent, where counts restart)."""
    path = trail[name]
    section, scheme = path[-1], book.numbering.scheme_for(path[-1].rank)
    if section.number_request.start is not None:
        return section.number_request.start
    before = []
    for other_name, other in trail.items():
        if other_name == name:
            break
        same_parent = [s.id for s in other[:-1][-1:]] == [s.id for s in path[:-1][-1:]]
        if other[-1].rank == section.rank and is_numbered(book, other):
            at_top = len(other) == 1 or not scheme.restart
            if same_parent or (at_top and (len(path) == 1 or not scheme.restart)):
                before.append(other_name)
    for other_name in reversed(before):
        printed = trail[other_name][-1].number_request.number
        ordinal = _read(printed, scheme) if printed else _ordinal(book, trail, other_name)
        if ordinal is not None:
            return ordinal + 1
    return scheme.start


def _number(book: Book, trail: Trail, name: str) -> str | None:
    path = trail[name]
    if not is_numbered(book, path):
        return None
    section, scheme = path[-1], book.numbering.scheme_for(path[-1].rank)
    if section.number_request.number is not None:
        return section.number_request.number
    if scheme.numeral == "none":
        return None
    own = write(_ordinal(book, trail, name), str(scheme.numeral))
    above = _number(book, trail, path[-2].id) if scheme.compose and len(path) > 1 else None
    return own if above is None else above + "." + own


def _label(book: Book, trail: Trail, name: str) -> str | None:
    number = _number(book, trail, name)
    pattern = book.numbering.scheme_for(trail[name][-1].rank).label
    if number is None or not pattern:
        return number
    before, after = pattern.split("{}")
    return before + number + after


def _read(printed: str, scheme: Scheme) -> int | None:
    own = printed.split(".")[-1] if scheme.compose else printed
    styles = [str(scheme.numeral), "1"]
    for style, length in itertools.product(styles, range(len(own), 0, -1)):
        for ordinal in range(300):
            if write(ordinal, style) == own[:length]:
                return ordinal
    return None


def write(ordinal: int, style: str) -> str:
    """A numeral for 0 to 299, from tables or by counting."""
    if ordinal == 0 or style in {"1", "none"}:
        return f"{ordinal}"
    match style:
        case "I":
            return _roman(ordinal)
        case "i":
            return _roman(ordinal).lower()
        case "A":
            return _letters(ordinal)
        case "a":
            return _letters(ordinal).lower()
        case "一":
            return _han(ordinal)
        case "（一）":
            return "（" + _han(ordinal) + "）"
    return _words(ordinal)


def _roman(ordinal: int) -> str:
    hundreds = ["", "C", "CC"]
    tens = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"]
    ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    return hundreds[ordinal // 100] + tens[ordinal // 10 % 10] + ones[ordinal % 10]


def _letters(ordinal: int) -> str:
    row = itertools.chain.from_iterable(
        itertools.product(string.ascii_uppercase, repeat=length) for length in (1, 2)
    )
    return "".join(next(itertools.islice(row, ordinal - 1, None)))


def _han(ordinal: int) -> str:
    digits = " 一二三四五六七八九"
    hundred, ten, one = ordinal // 100, ordinal // 10 % 10, ordinal % 10
    if not hundred:
        return (("" if ten == 1 else digits[ten]) + "十" if ten else "") + digits[one].strip()
    if ten:
        return digits[hundred] + "百" + digits[ten] + "十" + digits[one].strip()
    return digits[hundred] + "百" + ("零" + digits[one] if one else "")


def _words(ordinal: int) -> str:
    teens = (
        "- One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen "
        "Fifteen Sixteen Seventeen Eighteen Nineteen"
    ).split()
    tens = ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"]
    if ordinal >= 100:
        rest = f" {_words(ordinal % 100)}" if ordinal % 100 else ""
        return f"{teens[ordinal // 100]} Hundred{rest}"
    if ordinal < 20:
        return teens[ordinal]
    one = f"-{teens[ordinal % 10]}" if ordinal % 10 else ""
    return tens[ordinal // 10 - 2] + one
