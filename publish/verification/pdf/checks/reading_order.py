"""The structure tree reads word for word like the book: no word joined, split or displaced.

The other checks see pages as people do, and allow for what the end of a line hides. A program that
reads aloud has only the tree and its text (ISO 14289-1, 7.1), which is compared here exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from functools import partial
from itertools import zip_longest

from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.markup import notes_in
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.own_content import is_separate_element
from publish.verification.pdf.own_text import OwnText, note_content, note_words, own_texts
from publish.verification.pdf.reader.structure_tree import (
    MarkedContent,
    StructureElement,
    is_heading,
    printed_text,
)
from publish.verification.words import without_format_characters, words_match

# Inline elements (14.8.4.4); any other separates the words on both its sides.
_INLINE = frozenset(
    "Span Quote Code Em Strong Reference BibEntry Annot Ruby RB RT Warichu NonStruct".split()
)
_CONTEXT = 3  # words that a message shows


def check_reading_order(finished: FinishedPdf) -> Iterator[Difference]:
    """The words of each section and each note, and text that is in no structure element."""
    others = finished.section_element_ids
    for each in finished.memo(own_texts):
        right = each.comparable(each.expected)
        spoken = each.comparable(_spoken_words(each.element, others))
        yield from _compare(section_name(each.section), right, spoken, partial(_shown_words, each))
        for note in notes_in(each.section.body):
            if (node := finished.note_elements.get(note.get("id", ""))) is not None:
                subject = f"note #{note.get('id')} of {section_name(each.section)}"
                spoken = _spoken_words(node, others)
                yield from _compare(subject, note_words(note), spoken, partial(_seen_words, node))
    yield from _untagged(finished)


def _shown_words(text: OwnText) -> list[str]:
    return text.comparable(text.actual)


def _seen_words(note: StructureElement) -> list[str]:
    return printed_text(note_content(note)).split()


def _spoken_words(element: StructureElement, others: Set[int]) -> list[str]:
    parts: list[str] = []
    _gather(element, others, parts, False)
    return without_format_characters("".join(parts)).split()


def _gather(element: StructureElement, others: Set[int], into: list[str], terms: bool) -> None:
    """Collect the text of an element, with a space for each part that has a check of its own.

    `terms`: the labels are terms of the text and not numbers that the layout makes.
    """
    gap = "" if element.role in _INLINE else " "
    into.append(gap)
    if element.role == "L":
        terms = element.has_terms
    for kid in element.kids:
        if isinstance(kid, MarkedContent):
            into.append(kid.text)
        elif id(kid) in others or is_heading(kid) or is_separate_element(kid):
            into.append(" ")
        elif terms or kid.role != "Lbl":
            _gather(kid, others, into, terms)
    into.append(gap)


def _compare(
    subject: str, expected: Sequence[str], spoken: list[str], seen: Callable[[], list[str]]
) -> Iterator[Difference]:
    """The first words that differ; none where the printed words differ too: `text` reports them."""
    right = without_format_characters(" ".join(expected)).split()
    if right == spoken or not words_match(expected, seen()):
        return
    pairs = enumerate(zip_longest(right, spoken))
    at = next(n for n, (wanted, word) in pairs if wanted != word)
    values = (" ".join(words[max(at - 1, 0) : at + _CONTEXT]) for words in (right, spoken))
    yield Difference(Code.WORDS, "reading order", subject, "words", *map(quoted, values))


def _untagged(finished: FinishedPdf) -> Iterator[Difference]:
    owned: dict[int, set[int]] = {index: set() for index in finished.pages_to_check}
    for part in finished.tree.content():
        if part.page in owned:
            owned[part.page].add(part.mcid)
    for index, own in owned.items():
        for mcid, text in finished.pages[index].decoded_texts.items():
            if text.strip() and mcid not in own:
                subject = f"sequence {mcid} of page {index + 1}"
                values = "a structure element", quoted(" ".join(text.split()[:_CONTEXT]))
                yield Difference(Code.WORDS, "reading order", subject, "owner", *values)
