"""The text of the tree in its order is the book's, exactly: no word joined, split or out of place.

The other surfaces see pages as readers do, and forgive what the end of a line hides. A program that
reads aloud has the tree and its text alone (ISO 14289-1, 7.1); what it reads is held here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from functools import partial
from itertools import zip_longest

from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.pdf.checks.text import (
    is_note,
    is_number,
    is_told_apart,
    note_marks,
    own_texts,
    stands_apart,
)
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.reader.structure_tree import Mark, Node, is_heading, joined
from publish.verify.words import agree, readable, words_of

# Elements that run on in the line (14.8.4.4); the words on both sides of any other are apart.
_INLINE = frozenset(
    "Span Quote Code Em Strong Reference BibEntry Annot Ruby Warichu NonStruct".split()
)
_AROUND = 3  # words that are told on both sides


def reading_order(finished: Finished) -> Iterator[Difference]:
    """The words of each section and each note, and content that no element holds."""
    others = finished.claimed
    shown = {node.id: node for node in finished.nodes if node.role == "Note"}
    for each in finished.once(own_texts):
        right, found = each.bare(each.expected), each.bare(_words(each.element, others))
        yield from _compare(name(each.section), right, found, partial(each.bare, each.found))
        for note in filter(is_note, each.section.body.iter("{*}aside")):
            if (node := shown.get(note.get("id", ""))) is not None:
                right = words_of(note, lambda node: stands_apart(node) or is_number(node))
                subject = f"note #{note.get('id')} of {name(each.section)}"
                yield from _compare(subject, right, _words(node, others), partial(_seen, node))
    yield from _orphans(finished)


def _seen(note: Node) -> list[str]:
    return joined(note_marks(note)).split()


def _words(element: Node, others: Set[int]) -> list[str]:
    parts: list[str] = []
    _gather(element, others, parts, False)
    return readable("".join(parts)).split()


def _gather(element: Node, others: Set[int], into: list[str], terms: bool) -> None:
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
    subject: str, expected: list[str], found: list[str], seen: Callable[[], list[str]]
) -> Iterator[Difference]:
    """The first words that differ; none where those that are seen differ, which is told of."""
    right = readable(" ".join(expected)).split()
    if right == found or not agree(expected, seen()):
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
