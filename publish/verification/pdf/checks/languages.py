"""Each passage in another language is tagged with it (WCAG 2.2, 3.1.2; ISO 32000-1, 14.9.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from lxml import etree

from publish.model.section import Section
from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.own_content import is_separate, is_separate_element
from publish.verification.pdf.own_text import own_elements
from publish.verification.pdf.reader.structure_tree import (
    MarkedContent,
    StructureElement,
    is_heading,
)
from publish.verification.words import is_drawing, normalized

_HAS_LANGUAGES = etree.XPath("boolean(.//@lang)")

Passage = tuple[str, str]  # a language, "" for the section's own, and a text


def check_languages(finished: FinishedPdf) -> Iterator[Difference]:
    """The language of each section and its passages in others, without headings, notes and links.

    Where the words differ as well, the check of the text reports that too.
    """
    others = finished.section_element_ids
    for section, node in finished.elements_to_check():
        if node.language != section.language:
            values = quoted(section.language or None), quoted(node.language or None)
            yield Difference(Code.METADATA, "languages", section_name(section), "language", *values)
        tagged = any(each.language for each in own_elements(finished, node))
        if tagged or _HAS_LANGUAGES(section.body):
            yield from _compare(section, node, others)


def _compare(section: Section, node: StructureElement, others: Set[int]) -> Iterator[Difference]:
    expected = _by_language(_expected_passages(section.body, ""))
    actual = _by_language(_tagged_passages(node, "", others, False))
    for language in sorted({*expected, *actual} - {""}):
        right, shown = expected.get(language, ""), actual.get(language, "")
        if normalized(right) != normalized(shown):
            values = (quoted(" ".join(text.split()) or None) for text in (right, shown))
            aspect = f"passages in “{language}”"
            yield Difference(Code.METADATA, "languages", section_name(section), aspect, *values)


def _by_language(passages: Iterable[Passage]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for language, text in passages:
        texts[language] = texts.get(language, "") + text
    return texts


def _expected_passages(node: etree._Element, language: str) -> Iterator[Passage]:
    language = node.get("lang", language)
    yield language, node.text or ""
    for child in node.iterchildren(etree.Element):
        if not (is_drawing(child) or is_separate(child)):
            yield from _expected_passages(child, language)
        yield language, child.tail or ""


def _tagged_passages(
    node: StructureElement, language: str, others: Set[int], terms: bool
) -> Iterator[Passage]:
    """`terms`: the labels are terms of the text and not numbers that the layout makes."""
    terms = node.has_terms if node.role == "L" else terms
    for kid in node.kids:
        if isinstance(kid, MarkedContent):
            yield language, kid.text
        elif (terms or kid.role != "Lbl") and not (
            id(kid) in others or is_heading(kid) or is_separate_element(kid)
        ):
            yield from _tagged_passages(kid, kid.language or language, others, terms)
