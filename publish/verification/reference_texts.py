"""The text of cross-references that take their words from their targets.

Stated here again, and not taken from `structure`, so that a mistake there is found.
"""

from __future__ import annotations

import re
from functools import cached_property

from lxml import etree

from publish.model.book import Book
from publish.model.caption import Caption
from publish.model.language import LocalizedWords
from publish.model.section import Section, heading_text
from publish.model.typographic_conventions import typographic_conventions
from publish.verification.markup import has_class, is_page_reference

_IDS = re.compile(rb' id="[^"]*')
_anchors = etree.XPath("descendant::*/@id", smart_strings=False)


def without_commas(words: list[str]) -> list[str]:
    """The words of an index without the commas between locators: print decides their number."""
    return [stripped for word in words if (stripped := word.rstrip(","))]


class ReferenceTexts:
    """The text that references to sections and captions should have."""

    def __init__(self, book: Book) -> None:
        sections = {section.id: section for section in book.walk()}
        words = self._words = book.metadata.words
        self._language = book.metadata.language
        self._forms: dict[str, dict[str, str]] = {c.id: _caption_forms(c) for c in book.captions}
        self._forms |= {each.id: _section_forms(each, words) for each in sections.values()}
        self._sections = sections

    @cached_property
    def _section_of_anchor(self) -> dict[str, str]:
        return {
            anchor: section.id
            for section in self._sections.values()
            for anchor in _anchors(section.body)
        }

    def inputs(self, book: Book) -> str:
        """All that `of` depends on; everything that looks like the id of an anchor counts."""
        anchors = [_IDS.findall(book.markup_of(each)) for each in self._sections.values()]
        return repr((self._language, self._forms, anchors))

    def of(self, link: etree._Element, section: Section) -> str | None:
        """The text of a reference of a section in the form that its class requests.

        None where it has words of its own, or leads to something without a name.
        """
        target = link.get("href", "").removeprefix("#")
        if is_page_reference(link) and target not in self._forms:
            target = self._section_of_anchor.get(target, "")
        forms = self._forms.get(target)
        if forms is None or not has_class(link, "xref"):
            return None
        requested = (forms[name] for name in link.get("class", "").split() if forms.get(name))
        return next(requested, None) or self._usual(target, forms["usual"], section)

    def _usual(self, target: str, text: str, section: Section) -> str:
        """The usual text; a title is in the quotation marks of the section that refers to it."""
        other = self._sections.get(target)
        if other is None or other.label or other.title == self._words.roles.get(other.role):
            return text
        conventions = typographic_conventions(section.language or self._language)
        inside = conventions.guillemet_space if conventions.quotes[0] == "«" else ""
        return text.join((conventions.quotes[0] + inside, inside + conventions.quotes[1]))


def _section_forms(section: Section, words: LocalizedWords) -> dict[str, str]:
    full, label = heading_text(section), section.label or ""
    if label and label == section.number:
        by_rank = {rank: getattr(words, rank) for rank in ("volume", "part", "chapter", "appendix")}
        usual = _on_one_line(by_rank.get(section.rank, words.section).replace("{}", label))
    else:
        usual = _on_one_line(label) or section.title
    return {"usual": usual, "number": section.number or "", "title": section.title, "full": full}


def _caption_forms(caption: Caption) -> dict[str, str]:
    full = f"{caption.name}{caption.separator}{caption.title}"
    usual, title = _on_one_line(caption.name), caption.title
    return {"usual": usual, "number": caption.number, "title": title, "full": full}


def _on_one_line(label: str) -> str:
    """A label whose number is not parted from its word."""
    return "\u00a0".join(label.split(" "))
