"""The text of the tree in its order is the book's, exactly: no word joined, split or out of place.

The other surfaces see pages as readers do, and forgive what the end of a line hides. A program that
reads aloud has the tree and its text alone (ISO 14289-1, 7.1); what it reads is held here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest

from publish.model.roles import Role
from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.text import (
    is_note,
    is_number,
    is_told_apart,
    note_marks,
    own_marks,
    stands_apart,
)
from publish.verify.pdf.tree import Mark, Node, is_heading, joined
from publish.verify.wording import without_commas
from publish.verify.words import agree, readable, words_of

# Elements that run on in the line (14.8.4.4); the words on both sides of any other are apart.
_INLINE = frozenset(
    "Span Quote Code Em Strong Reference BibEntry Annot Ruby Warichu NonStruct".split()
)
_AROUND = 3  # words that are told on both sides


def reading_order(finished: Finished) -> Iterator[Difference]:
    """The words of each section and each note, and content that no element holds."""
    others = {id(node) for node in finished.elements.values()}
    shown = {node.id: node for node in finished.nodes if node.role == "Note"}
    for section in finished.book.walk():
        element = finished.elements.get(section.id)
        if element is None:
            continue
        others_here = others - {id(element)}
        bare = without_commas if section.role is Role.INDEX else list
        expected = bare(words_of(section.body, stands_apart))
        found = bare(_words(element, others_here))
        marks = own_marks(element, others_here)
        yield from _compare(name(section), expected, found, marks, bare)
        for note in filter(is_note, section.body.iter("{*}aside")):
            if (node := shown.get(note.get("id", ""))) is not None:
                right = words_of(note, lambda each: stands_apart(each) or is_number(each))
                subject = f"note #{note.get('id')} of {name(section)}"
                found = _words(node, others)
                yield from _compare(subject, right, found, note_marks(node), list)
    yield from _orphans(finished)


def _words(element: Node, others: set[int]) -> list[str]:
    parts: list[str] = []
    _gather(element, others, parts, False)
    return readable("".join(parts)).split()


def _gather(element: Node, others: set[int], into: list[str], terms: bool) -> None:
    """The text of an element; what another surface tells of stands for a space.

    `terms`: labels are terms with their definitions, and not the numbers that the layout makes.
    """
    apart = "" if element.role in _INLINE else " "
    into.append(apart)
    if element.role == "L":
        terms = element.has_terms
    for kid in element.kids:
        if isinstance(kid, Mark):
            into.append(kid.text)
        elif id(kid) in others or is_heading(kid) or is_told_apart(kid):
            into.append(" ")
        elif terms or kid.role != "Lbl":
            _gather(kid, others, into, terms)
    into.append(apart)


def _compare(
    subject: str,
    expected: list[str],
    found: list[str],
    marks: Iterable[Mark],
    bare: Callable[[list[str]], list[str]],
) -> Iterator[Difference]:
    """The first words that differ; none where those that are seen differ, which is told of."""
    right = readable(" ".join(expected)).split()
    if right == found or not agree(expected, bare(joined(marks).split())):
        return
    pairs = enumerate(zip_longest(right, found))
    at = next(n for n, (wanted, shown) in pairs if wanted != shown)
    values = (" ".join(words[max(at - 1, 0) : at + _AROUND]) for words in (right, found))
    yield Difference(Code.WORDS, "reading order", subject, "words", *map(quoted, values))


def _orphans(finished: Finished) -> Iterator[Difference]:
    owned = {(mark.page, mark.number) for mark in finished.tree.marks()}
    for index, page in enumerate(finished.pages):
        for number, text in page.spelled.items():
            if text.strip() and (index, number) not in owned:
                subject = f"sequence {number} of page {index + 1}"
                values = "an element that holds it", quoted(" ".join(text.split()[:_AROUND]))
                yield Difference(Code.WORDS, "reading order", subject, "owner", *values)


__all__ = ["reading_order"]
