"""Formulas on screens: the characters that their font must have, and where long ones break."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml import etree

from publish.model.formula_breaks import OPERATOR, RELATION, break_places
from publish.model.markup import CHUNK, CLAUSE, MATH, MATHML, WIDE, add_classes, has_class

_NAMES = ("mi", "mo", "mrow", "mtd", "msqrt", "mroot")
_MI, _MO, _ROW, _CELL, *_ROOTS = (f"{{{MATHML}}}{name}" for name in _NAMES)
_LONG = 15  # characters; they fill half of a line on a phone


def formula_characters(root: etree._Element) -> set[str]:
    """The characters that the formulas of a page are drawn with."""
    texts = (text for math in root.iter(MATH) for text in _drawn_texts(math))
    return {character for text in texts for character in text}


def _drawn_texts(math: etree._Element) -> Iterator[str]:
    """The texts of a formula as they are drawn: a single letter as its italic form."""
    yield from math.itertext()
    if next(math.iter(*_ROOTS), None) is not None:
        yield "√"  # drawn for an element, without a character in the text
    for identifier in math.iter(_MI):
        if len(identifier.text or "") == 1:
            yield _italic(identifier.text or "")


def _italic(letter: str) -> str:
    name = unicodedata.name(letter, "").replace("LATIN ", "").replace("GREEK ", "")
    try:
        return unicodedata.lookup(f"MATHEMATICAL ITALIC {name.replace('LETTER ', '')}")
    except KeyError:
        return "\u210e" if letter == "h" else letter


_Clauses = list[list[Sequence[etree._Element]]]  # of a row, each in its chunks


def break_long_formulas(root: etree._Element) -> None:
    """Divide long formulas into the parts that a line can begin with."""
    for math in list(root.iter(MATH)):
        rows = [math, *math.iter(_CELL)] if _length(math) > _LONG else []
        divided = [(inner, _clauses(inner)) for inner in map(_inner_row, rows)]
        if any(_are_several(clauses) for _, clauses in divided):
            add_classes(math, WIDE)
        for row, clauses in divided if has_class(math, WIDE) else ():
            # The cells of a formula that breaks are laid out as lines of text, too.
            if _are_several(clauses) or (row is not divided[0][0] and len(row)):
                _divide(row, clauses)


def _length(math: etree._Element) -> int:
    return len("".join(map(str, math.itertext())))


def _inner_row(row: etree._Element) -> etree._Element:
    """The row that the parts of another are in."""
    while len(row) == 1 and row[0].tag == _ROW:
        row = row[0]
    return row


def _clauses(row: etree._Element) -> _Clauses:
    """The parts of a row between its relations, and in each what is between its operators."""
    clauses = _between(list(row), RELATION)
    return [list(_between(clause, OPERATOR)) for clause in clauses]


def _are_several(clauses: _Clauses) -> bool:
    return sum(map(len, clauses)) > 1


def _divide(row: etree._Element, clauses: _Clauses) -> None:
    for chunks in clauses:
        rows = [_row(CHUNK, chunk) for chunk in chunks]
        row.append(_row(CLAUSE, rows) if len(rows) > 1 else rows[0])


def _between(parts: Sequence[etree._Element], rank: int) -> Iterator[Sequence[etree._Element]]:
    """The parts of a row from each place of a rank to the next."""
    places = [place for place, its_rank in break_places(parts).items() if its_rank == rank]
    return (parts[start:end] for start, end in pairwise([0, *places, len(parts)]))


def _row(class_: str, parts: Sequence[etree._Element]) -> etree._Element:
    """A row of parts; at its head an operator would be a sign if it did not say otherwise."""
    row = etree.Element(_ROW, {"class": class_})
    row.extend(parts)
    if parts[0].tag == _MO:
        parts[0].set("form", "infix")
    return row
