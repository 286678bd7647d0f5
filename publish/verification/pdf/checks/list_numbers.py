"""The numbers of the items of numbered lists, which the layout makes."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import zip_longest

from lxml import etree

from publish.model.numerals import letters, roman
from publish.model.section import Section
from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.markup import X, is_note
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.reader.structure_tree import StructureElement, printed_text

# Lists with other labels, or without any (14.8.5.5).
_UNNUMBERED = frozenset(["", "None", "Description", "Unordered", "Disc", "Circle", "Square"])

_Forms = list[str]  # how the number of an item may be printed; the first is shown where it is not


def check_list_numbers(finished: FinishedPdf) -> Iterator[Difference]:
    """The number of each item in any numerals or letters; lists in notes are not compared."""
    for section, element in finished.elements_to_check():
        is_numbered = next(section.body.iter(f"{X}ol"), None) is not None
        right = list(_expected_numbers(section.body)) if is_numbered else []
        labels = list(_labels(element, finished.section_element_ids))
        yield from _compare(section, right, labels)


def _compare(section: Section, right: list[_Forms], labels: list[str]) -> Iterator[Difference]:
    """The first label that is not the number of its item."""
    for at, (forms, label) in enumerate(zip_longest(right, labels), start=1):
        if forms is None or label is None or label.strip(" .)(") not in forms:
            subject = f"numbered item {at} of {section_name(section)}"
            values = quoted(forms[0] if forms else None), quoted(label or None)
            yield Difference(Code.NUMBER, "list numbers", subject, "number", *values)
            return


def _forms(number: int, kind: str) -> _Forms:
    """The forms of a number; a list without a type has those that the theme likes."""
    if number < 1:
        return [str(number)]
    small = {"a": letters(number), "i": roman(number)}
    if kind in small:
        return [small[kind]]
    if kind.lower() in small:
        return [small[kind.lower()].upper()]
    return [str(number), *small.values(), *map(str.upper, small.values())]


def _expected_numbers(node: etree._Element) -> Iterator[_Forms]:
    """The numbers of the items, in the order in which they begin."""
    for child in node.iterchildren(etree.Element):
        if is_note(child):
            continue
        if child.tag == f"{X}ol":
            number = int(child.get("start", "1"))
            for item in child.iterchildren(f"{X}li"):
                yield _forms(number, child.get("type", ""))
                number += 1
                yield from _expected_numbers(item)
        else:
            yield from _expected_numbers(child)


def _labels(node: StructureElement, others: Set[int]) -> Iterator[str]:
    """The labels of numbered lists, without those of other sections and of notes."""
    for kid in node.elements():
        if id(kid) in others or kid.role == "Note":
            continue
        if kid.role == "L" and kid.list_numbering not in _UNNUMBERED:
            for item in kid.elements():
                label = next((part for part in item.elements() if part.role == "Lbl"), None)
                yield printed_text(label.content()) if label else ""
                yield from _labels(item, others)
        else:
            yield from _labels(kid, others)
