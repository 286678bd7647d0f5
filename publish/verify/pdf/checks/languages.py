"""Each passage in another language is tagged with it (WCAG 2.2, 3.1.2; ISO 32000-1, 14.9.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from lxml import etree

from publish.model.section import Section
from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.own_text import is_separate, is_separate_element, own_nodes
from publish.verify.pdf.reader.structure_tree import Mark, Node, is_heading
from publish.verify.words import bare, is_drawn

_HAS_LANGUAGES = etree.XPath("boolean(.//@lang)")

Passage = tuple[str, str]  # a language, "" for the section's own, and a text


def check_languages(finished: Finished) -> Iterator[Difference]:
    """The language of each section and its passages in others, without headings, notes and links.

    Where the words differ as well, the check of the text reports that too.
    """
    others = finished.claimed
    for section in finished.fresh:
        node = finished.elements.get(section.id)
        if node is None:
            continue
        if node.language != section.language:
            values = quoted(section.language or None), quoted(node.language or None)
            yield Difference(Code.METADATA, "languages", name(section), "language", *values)
        tagged = any(each.language for each in own_nodes(node, others))
        if tagged or _HAS_LANGUAGES(section.body):
            yield from _compare(section, node, others)


def _compare(section: Section, node: Node, others: Set[int]) -> Iterator[Difference]:
    expected = _by_language(_expected_passages(section.body, ""))
    actual = _by_language(_tagged_passages(node, "", others, False))
    for language in sorted({*expected, *actual} - {""}):
        right, shown = expected.get(language, ""), actual.get(language, "")
        if bare(right) != bare(shown):
            values = (quoted(" ".join(text.split()) or None) for text in (right, shown))
            aspect = f"passages in “{language}”"
            yield Difference(Code.METADATA, "languages", name(section), aspect, *values)


def _by_language(passages: Iterable[Passage]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for language, text in passages:
        texts[language] = texts.get(language, "") + text
    return texts


def _expected_passages(node: etree._Element, language: str) -> Iterator[Passage]:
    language = node.get("lang", language)
    yield language, node.text or ""
    for child in node.iterchildren(etree.Element):
        if not (is_drawn(child) or is_separate(child)):
            yield from _expected_passages(child, language)
        yield language, child.tail or ""


def _tagged_passages(node: Node, language: str, others: Set[int], terms: bool) -> Iterator[Passage]:
    """`terms`: the labels are terms of the text and not numbers that the layout makes."""
    terms = node.has_terms if node.role == "L" else terms
    for kid in node.kids:
        if isinstance(kid, Mark):
            yield language, kid.text
        elif (terms or kid.role != "Lbl") and not (
            id(kid) in others or is_heading(kid) or is_separate_element(kid)
        ):
            yield from _tagged_passages(kid, kid.language or language, others, terms)
