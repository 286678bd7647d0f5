"""Every word of the book is on its pages, in reading order, section by section and note by note."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby, islice

from lxml import etree

from publish.model.roles import Role
from publish.model.section import Section
from publish.verify.captions import is_caption
from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.pdf.checks.folios import right_folio
from publish.verify.pdf.checks.formulas import MATH
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.reader.structure_tree import Mark, Node, is_heading, joined
from publish.verify.wording import without_commas
from publish.verify.words import agree, bare, losses, run_together, words_of

_X = "{http://www.w3.org/1999/xhtml}"
_APART = frozenset({"Caption", "Figure", "Formula", "Link", "Note"})  # of drawings the alternatives
_OVERRIDES = frozenset("\u202d\u202e")  # UAX #9, 2.2
_MOST = 5  # losses that are told of one section


@dataclass(frozen=True, slots=True)
class OwnText:
    """The words of a section's own text, as the book has them and as its element shows them."""

    section: Section
    element: Node
    expected: list[str]
    found: list[str]

    @property
    def bare(self) -> Callable[[list[str]], list[str]]:
        """What is left of the words, since print decides how many locators an index has."""
        return without_commas if self.section.role is Role.INDEX else list


def own_texts(finished: Finished) -> list[OwnText]:
    """The own text of each section that is found in the file."""
    found: list[OwnText] = []
    for section in finished.fresh:
        if (element := finished.elements.get(section.id)) is not None:
            shown = joined(own_marks(element, finished.claimed)).split()
            found.append(OwnText(section, element, words_of(section.body, stands_apart), shown))
    return found


def text(finished: Finished) -> Iterator[Difference]:
    """The words of each section's own text; links and notes are surfaces of their own."""
    for each in finished.once(own_texts):
        expected, found = each.bare(each.expected), each.bare(each.found)
        if not (agree(expected, found) or _turned(expected, found)):
            marks = list(own_marks(each.element, finished.claimed))
            subject = f"{name(each.section)}{_where(finished, expected, marks)}"
            yield from differ("text", subject, expected, found)


def _turned(expected: Sequence[str], found: Sequence[str]) -> bool:
    """Whether a text that says itself which way its signs run has the same signs in some order.

    Their places on the page are not those of the manuscript; `reading order` holds its own.
    """
    right, shown = "".join(expected), "".join(found)
    return bool(_OVERRIDES & set(right)) and sorted(bare(right)) == sorted(bare(shown))


def _where(finished: Finished, expected: Sequence[str], marks: Sequence[Mark]) -> str:
    """The page on which the first word differs, as messages name it; nothing when none does."""
    right, at = bare("".join(expected)), 0
    for page, group in groupby(marks, key=lambda mark: mark.page):
        shown = bare(joined(group))
        if right[at : at + len(shown)] != shown:
            return f" on page {right_folio(finished, page)}"
        at += len(shown)
    return f" on page {right_folio(finished, marks[-1].page)}" if marks and at < len(right) else ""


def stands_apart(node: etree._Element) -> bool:
    """Whether an element of the book is held against the file by another surface."""
    return node.tag in (f"{_X}a", MATH) or is_caption(node) or is_note(node)


def is_note(node: etree._Element) -> bool:
    """Whether an element of the book is a note."""
    return node.tag == f"{_X}aside" and "footnote" in node.get("class", "").split()


def own_marks(element: Node, others: Set[int]) -> Iterator[Mark]:
    """The content of a section without heading, sections below, links, notes and list numbers."""
    for kid in element.kids:
        if isinstance(kid, Mark):
            yield kid
        elif not (id(kid) in others or is_heading(kid) or is_told_apart(kid)):
            yield from _without_labels(kid, others)


def _without_labels(node: Node, others: Set[int]) -> Iterator[Mark]:
    """A list's numbers and bullets are made by the layout; a defined term is a label too."""
    if node.role == "L" and not node.has_terms:
        for entry in node.nodes():
            for part in entry.nodes():
                if part.role != "Lbl":
                    yield from own_marks(part, others)
    else:
        yield from own_marks(node, others)


def is_told_apart(node: Node) -> bool:
    """Whether an element is told of elsewhere, or holds notes behind a chapter and our heading."""
    if node.role in _APART:
        return True
    return node.role == "Sect" and any(kid.role == "Note" for kid in node.nodes())


def differ(
    surface: str, subject: str, expected: Sequence[str], found: Sequence[str]
) -> Iterator[Difference]:
    """The words that differ, where the signs without spaces and hyphens do."""
    if agree(expected, found):
        return
    if bare("".join(expected)) == bare("".join(found)):
        for word in islice(run_together(expected, found), _MOST):
            together = "a space between words", quoted(word)
            yield Difference(Code.WORDS, surface, subject, "words run together", *together)
        return
    right, shown = ([word for word in map(bare, words) if word] for words in (expected, found))
    real = (loss for loss in losses(right, shown) if not same(loss.expected, loss.found))
    for loss in islice(real, _MOST):
        place = f"words after {quoted(loss.before)}" if loss.before else "first words"
        values = (quoted(words or None) for words in (loss.expected, loss.found))
        yield Difference(Code.WORDS, surface, subject, place, *values)


def same(expected: str, found: str) -> bool:
    """Whether two texts have the same signs."""
    return bare(expected) == bare(found)


def notes(finished: Finished) -> Iterator[Difference]:
    """The number of each call and note, and the words of each note, wherever it stands."""
    shown = {node.id: node for node in finished.nodes if node.role == "Note"}
    others = finished.claimed
    for section in finished.fresh:
        element = finished.elements.get(section.id)
        if element is not None:
            within = list(own_nodes(element, others))
            yield from _calls(section, within)
            yield from _notes(section, shown)


def own_nodes(node: Node, others: Set[int]) -> Iterator[Node]:
    """All elements below one, but for sections that are elements of their own."""
    for kid in node.nodes():
        if id(kid) not in others:
            yield kid
            yield from own_nodes(kid, others)


def calls_in(section: Section) -> list[etree._Element]:
    """The calls of notes in a section of the book."""
    return [a for a in section.body.iter(f"{_X}a") if a.get("class") == "noteref"]


def _calls(section: Section, within: Sequence[Node]) -> Iterator[Difference]:
    expected = ["".join(call.itertext()).strip() for call in calls_in(section)]
    found = [joined(node.marks()) for node in within if node.role == "Reference"]
    if expected != found:
        values = quoted(" ".join(expected)), quoted(" ".join(found))
        yield Difference(Code.NOTE, "notes", name(section), "numbers of the calls", *values)


def _notes(section: Section, shown: dict[str, Node]) -> Iterator[Difference]:
    for note in filter(is_note, section.body.iter(f"{_X}aside")):
        subject = f"note #{note.get('id')} of {name(section)}"
        node = shown.get(note.get("id", ""))
        expected = words_of(note, lambda node: stands_apart(node) or is_number(node))
        number = "".join(t for n in note.iter() if is_number(n) for t in n.itertext()).strip()
        printed = _number(node) if node else None
        if printed != number:
            values = quoted(number), quoted(printed)
            yield Difference(Code.NOTE, "notes", subject, "number", *values)
        found = joined(note_marks(node)).split() if node else []
        yield from differ("notes", subject, expected, found)


def is_number(node: etree._Element) -> bool:
    """Whether an element of the book is the number of a note."""
    return "note-number" in node.get("class", "").split()


def _number(note: Node) -> str | None:
    label = next((node for node in note.walk() if node.role == "Lbl"), None)
    return joined(label.marks()) if label else None


def note_marks(note: Node) -> Iterator[Mark]:
    """The text of a note without its number, the numbers and bullets of its lists, and its links,
    which are surfaces of their own."""
    label = next((node for node in note.walk() if node.role == "Lbl"), None)
    links = [node for node in note.walk() if node.role == "Link"]
    lists = [node for node in note.walk() if node.role == "L" and not node.has_terms]
    made = [part for each in lists for entry in each.nodes() for part in entry.nodes()]
    labels = [part for part in made if part.role == "Lbl"]
    apart = {id(mark) for node in (label, *links, *labels) if node for mark in node.marks()}
    return (mark for mark in note.words() if id(mark) not in apart)
