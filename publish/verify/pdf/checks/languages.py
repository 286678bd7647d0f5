"""Each passage in another language is said to be in it (WCAG 2.2, 3.1.2; ISO 32000-1, 14.9.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from lxml import etree

from publish.model.section import Section
from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.pdf.checks.text import is_told_apart, own_nodes, stands_apart
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.reader.structure_tree import Mark, Node, is_heading
from publish.verify.words import bare, is_drawn

_NAMED = etree.XPath("boolean(.//@lang)")

Passage = tuple[str, str]  # a language, "" for the section's own, and a text


def languages(finished: Finished) -> Iterator[Difference]:
    """The language of each section, and the passages in others, without headings, notes and links.

    Where words differ, too, that is told by the text.
    """
    others = finished.claimed
    for section in finished.fresh:
        node = finished.elements.get(section.id)
        if node is None:
            continue
        if node.language != section.language:
            values = quoted(section.language or None), quoted(node.language or None)
            yield Difference(Code.METADATA, "languages", name(section), "language", *values)
        if _NAMED(section.body) or any(each.language for each in own_nodes(node, others)):
            yield from _compare(section, node, others)


def _compare(section: Section, node: Node, others: Set[int]) -> Iterator[Difference]:
    expected = _by_language(_written(section.body, ""))
    found = _by_language(_shown(node, "", others, False))
    for language in sorted({*expected, *found} - {""}):
        right, shown = expected.get(language, ""), found.get(language, "")
        if bare(right) != bare(shown):
            values = (quoted(" ".join(text.split()) or None) for text in (right, shown))
            aspect = f"passages in “{language}”"
            yield Difference(Code.METADATA, "languages", name(section), aspect, *values)


def _by_language(passages: Iterable[Passage]) -> dict[str, str]:
    found: dict[str, str] = {}
    for language, text in passages:
        found[language] = found.get(language, "") + text
    return found


def _written(node: etree._Element, language: str) -> Iterator[Passage]:
    language = node.get("lang", language)
    yield language, node.text or ""
    for child in node.iterchildren(etree.Element):
        if not (is_drawn(child) or stands_apart(child)):
            yield from _written(child, language)
        yield language, child.tail or ""


def _shown(node: Node, language: str, others: Set[int], terms: bool) -> Iterator[Passage]:
    """`terms`: labels are terms with their meanings, and not the numbers that the layout makes."""
    terms = node.has_terms if node.role == "L" else terms
    for kid in node.kids:
        if isinstance(kid, Mark):
            yield language, kid.text
        elif (terms or kid.role != "Lbl") and not (
            id(kid) in others or is_heading(kid) or is_told_apart(kid)
        ):
            yield from _shown(kid, kid.language or language, others, terms)
