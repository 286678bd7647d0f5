"""The text that belongs to a section or note itself, in the book and in the structure tree.

Headings, links, captions, formulas, notes and numbers of list items have checks of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from publish.model.roles import Role
from publish.model.section import Section
from publish.verification.difference import Code, Difference, quoted
from publish.verification.markup import is_note_number
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.own_content import is_separate, own_content
from publish.verification.pdf.reader.structure_tree import (
    MarkedContent,
    StructureElement,
    printed_text,
)
from publish.verification.reference_texts import without_commas
from publish.verification.words import (
    normalized,
    run_together,
    same_text,
    word_differences,
    words_match,
    words_of,
)

_MOST = 5  # differences reported of one section


@dataclass(frozen=True, slots=True)
class OwnText:
    """A section's own text, in the book and in its structure element.

    It is kept as text: the words of a whole book as a list take ten times the memory.
    """

    section: Section
    element: StructureElement
    expected_text: str
    actual_text: str

    @property
    def expected(self) -> list[str]:
        """The words of the book."""
        return self.expected_text.split()

    @property
    def actual(self) -> list[str]:
        """The words of the structure element."""
        return self.actual_text.split()

    @property
    def comparable(self) -> Callable[[list[str]], list[str]]:
        """A filter for words: print decides how many locators, and so commas, an index has."""
        return without_commas if self.section.role is Role.INDEX else list


def own_texts(finished: FinishedPdf) -> list[OwnText]:
    """The own text of each section to check that has an element in the file."""
    texts: list[OwnText] = []
    for section, element in finished.elements_to_check():
        expected = " ".join(words_of(section.body, is_separate))
        actual = printed_text(own_content(element, finished.section_element_ids))
        texts.append(OwnText(section, element, expected, actual))
    return texts


def own_elements(finished: FinishedPdf, node: StructureElement) -> Iterator[StructureElement]:
    """All elements below one, but for those of other sections."""
    for kid in node.elements():
        if id(kid) not in finished.section_element_ids:
            yield kid
            yield from own_elements(finished, kid)


def note_words(note: etree._Element) -> list[str]:
    """The words of a note of the book, without its number and what has a check of its own."""
    return words_of(note, lambda node: is_separate(node) or is_note_number(node))


def note_content(note: StructureElement) -> Iterator[MarkedContent]:
    """The content of a note without its number, the labels of its lists, captions and links."""
    label = next((node for node in note.walk() if node.role == "Lbl"), None)
    others = [node for node in note.walk() if node.role in ("Caption", "Link")]
    lists = [node for node in note.walk() if node.role == "L" and not node.has_terms]
    parts = [part for each in lists for item in each.elements() for part in item.elements()]
    labels = [part for part in parts if part.role == "Lbl"]
    left_out = {id(part) for node in (label, *others, *labels) if node for part in node.content()}
    return (part for part in note.undrawn_content() if id(part) not in left_out)


def compare_words(
    surface: str, subject: str, expected: Sequence[str], actual: Sequence[str]
) -> Iterator[Difference]:
    """The words that differ, where the characters without spaces and hyphens do."""
    if words_match(expected, actual):
        return
    if normalized("".join(expected)) == normalized("".join(actual)):
        for word in islice(run_together(expected, actual), _MOST):
            values = "a space between words", quoted(word)
            yield Difference(Code.WORDS, surface, subject, "words run together", *values)
        return
    right, shown = (list(filter(None, map(normalized, ws))) for ws in (expected, actual))
    differences = (
        each for each in word_differences(right, shown) if not same_text(each.expected, each.actual)
    )
    for each in islice(differences, _MOST):
        aspect = f"words after {quoted(each.before)}" if each.before else "first words"
        values = quoted(each.expected or None), quoted(each.actual or None)
        yield Difference(Code.WORDS, surface, subject, aspect, *values)
