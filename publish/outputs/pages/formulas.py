"""Formulas on screens: the characters of their font, where long ones break, stops after them, names
of those that are a head of a table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml import etree

from publish.model.formula_breaks import OPERATOR, RELATION, break_places
from publish.model.markup import (
    CHUNK,
    CLAUSE,
    MATH,
    MATHML,
    NOWRAP,
    WIDE,
    X,
    add_classes,
    has_class,
)
from publish.model.xhtml import set_text_before, text_before
from publish.outputs.pages.markup import find_all

_NAMES = ("mi", "mo", "mrow", "mtd", "msqrt", "mroot")
_MI, _MO, _ROW, _CELL, *_ROOTS = (f"{{{MATHML}}}{name}" for name in _NAMES)
_LONG = 15  # characters; they fill half of a line on a phone
_BEFORE = re.compile(r"[(\[«“‘„‚]*$")  # what does not end a line before a formula
_AFTER = re.compile(r"(?:[a-z]{1,2}\b)?[,.;:!?…)\]»”’]*")  # what does not begin one, such as “th,”


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


def keep_stops_with_formulas(root: etree._Element) -> None:
    """Keep each formula in a line of text with its brackets and the stop after it.

    A line of a browser may end at both sides of a formula.
    """
    for math in list(root.iter(MATH)):
        text, tail = text_before(math), math.tail or ""
        before, after = _match(_BEFORE.search(text)), _match(_AFTER.match(tail))
        if before or after:
            span = etree.Element(f"{X}span", {"class": NOWRAP})
            set_text_before(math, text.removesuffix(before))
            math.addprevious(span)
            span.text, span.tail, math.tail = before, tail.removeprefix(after), after
            span.append(math)
            if has_class(math, WIDE):  # its parts may begin a line, and so might the stop
                stop = etree.SubElement(span, f"{X}span")
                stop.text, math.tail = math.tail, None


def name_heads_of_formulas(root: etree._Element) -> None:
    """Give the formulas a name in a head of a table that has no other words.

    MathML is no text of its own to axe-core, which else finds the head empty (empty-table-header).
    """
    for head in find_all(root, "th"):
        maths = list(head.iter(MATH))
        if maths and not "".join(map(str, _own_text(head))).strip():
            for math in maths:
                math.set("aria-label", math.get("alttext", ""))


def _own_text(node: etree._Element) -> Iterator[str]:
    """The text of an element without that of its formulas."""
    yield node.text or ""
    for child in node:
        if child.tag != MATH:
            yield from _own_text(child)
        yield child.tail or ""


def _match(match: re.Match[str] | None) -> str:
    return match[0] if match else ""


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
