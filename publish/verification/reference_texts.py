"""The text of cross-references that take their words from their targets.

Stated here again, and not taken from `structure`, so that a mistake there is found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from lxml import etree

from publish.model.book import Book
from publish.model.caption import Caption
from publish.model.section import Section, heading_text
from publish.verification.markup import has_class, is_page_reference

_IDS = re.compile(rb' id="[^"]*')
_anchors = etree.XPath("descendant::*/@id", smart_strings=False)


def without_commas(words: list[str]) -> list[str]:
    """The words of an index without the commas between locators: print decides their number."""
    return [stripped for word in words if (stripped := word.rstrip(","))]


class ReferenceTexts:
    """The text that references to sections and captions should have."""

    def __init__(self, sections: Mapping[str, Section], captions: tuple[Caption, ...]) -> None:
        self._forms: dict[str, dict[str, str]] = {c.id: _caption_forms(c) for c in captions}
        self._forms |= {section.id: _section_forms(section) for section in sections.values()}
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
        return repr((self._forms, anchors))

    def of(self, link: etree._Element) -> str | None:
        """The text of a reference in the form that its class requests.

        None where it has words of its own, or leads to something without a name.
        """
        target = link.get("href", "").removeprefix("#")
        if is_page_reference(link) and target not in self._forms:
            target = self._section_of_anchor.get(target, "")
        forms = self._forms.get(target)
        if forms is None or not has_class(link, "xref"):
            return None
        requested = (forms[name] for name in link.get("class", "").split() if forms.get(name))
        return next(requested, forms["usual"])


def _section_forms(section: Section) -> dict[str, str]:
    has_word = section.label is not None and section.label != section.number
    full = heading_text(section)
    usual = section.label if has_word and section.label else full
    return {"usual": usual, "number": section.number or "", "title": section.title, "full": full}


def _caption_forms(caption: Caption) -> dict[str, str]:
    full = f"{caption.name}{caption.separator}{caption.title}"
    usual, title = caption.name, caption.title
    return {"usual": usual, "number": caption.number, "title": title, "full": full}
