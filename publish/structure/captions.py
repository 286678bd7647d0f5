"""Numbers captions by their kind, through the book or by chapter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree
from msgspec.structs import replace

from publish.context import Context
from publish.diagnostics import Location, Report, Severity
from publish.model.book import Book
from publish.model.caption import PRINTED_NUMBER, Caption, CaptionKind, captions_in, kind_of
from publish.model.language import LocalizedWords, has_localized_words
from publish.model.linear_formula import with_linear_formulas
from publish.model.markup import LABEL, LINK_ADDRESS, SEPARATOR, XHTML
from publish.model.roles import Rank
from publish.model.section import Section
from publish.model.xhtml import element, remove, source_location, text_of

_SPACES = re.compile(r"[ \t\n]+")
_NOT_IN_NAMES = re.compile(r"[^\w]+|_")
_DIGITS = re.compile(r"\d{1,9}")
_NOT_IN_LISTS = etree.XPath(f"x:p | .//x:span[@class='{LINK_ADDRESS}']", namespaces={"x": XHTML})
_CHAPTERS = frozenset({Rank.CHAPTER, Rank.APPENDIX})


def number_captions(book: Book, context: Context) -> Book:
    """The book with its captions, which begin with their labels ("Table 3") as text.

    A list that would be empty is a warning; a number alone is not listed.
    """
    captions = tuple(_Numberer(book, context.report).number())
    kinds = {caption.kind for caption in captions if caption.title}
    for kind in book.listed_kinds:
        if kind not in kinds:
            message = f"a list of {kind.plural} is requested, but no {kind.name} has a caption"
            location = Location(str(book.folder / "book.toml"))
            hint = f'remove "{kind.plural}" from `lists`, or add captions'
            context.report.add("STR-030", message, location, hint=hint, severity=Severity.WARNING)
    return replace(book, captions=captions)


class _Numberer:
    def __init__(self, book: Book, report: Report) -> None:
        self._book = book
        self._counts: Counter[tuple[str, str]] = Counter()
        self._first: dict[tuple[str, str, str], tuple[Location, bool]] = {}
        self._report = report

    def number(self) -> Iterator[Caption]:
        for section, chapter in _with_chapters(self._book.sections, None):
            for captioned, caption in captions_in(section.body):
                settled = self._settle(captioned, _title(caption), section, chapter)
                _write_label(caption, settled, self._book)
                yield settled

    def _settle(
        self, captioned: etree._Element, title: str, section: Section, chapter: str
    ) -> Caption:
        kind = kind_of(captioned)
        printed = str(captioned.attrib.pop(PRINTED_NUMBER, ""))
        scheme = self._book.numbering.caption_scheme(kind.name)
        scope = chapter if scheme.by_chapter else ""
        counter = self._book.numbering.caption_counter(kind)
        count = self._count(counter, scope, printed)
        number = printed or scheme.number(count, chapter)
        place = source_location(captioned, section.location.path)
        self._check_unique((counter, scope, number), place, is_printed=bool(printed))
        language = language_of(captioned, section, self._book)
        in_text = self._book.numbering.labels_in_text_language and has_localized_words(language)
        words = self._book.metadata.words_in(language if in_text else "")
        name = words.captions[kind.name]
        return Caption(
            id=self._ensure_id(captioned, f"{kind.name}-{_NOT_IN_NAMES.sub('-', number)}"),
            kind=kind,
            number=number,
            label=(kind.bare_label or name).replace("{}", number),
            name=name.replace("{}", number),
            separator=_separator(kind, title, words),
            title=title,
            section_id=section.id,
            language=language,
            label_language=language if in_text else "",
        )

    def _count(self, kind: str, scope: str, printed: str) -> int:
        """The next count of a kind; a printed number sets it to the last digits that it has."""
        digits = _DIGITS.findall(printed)
        if not printed:
            self._counts[kind, scope] += 1
        elif digits:
            self._counts[kind, scope] = int(digits[-1])
        return self._counts[kind, scope]

    def _check_unique(
        self, number: tuple[str, str, str], place: Location, *, is_printed: bool
    ) -> None:
        """Warn of a printed number that another caption of the kind has; counted ones differ."""
        first, was_printed = self._first.setdefault(number, (place, is_printed))
        if first is not place and (is_printed or was_printed):
            message = f"the number {number[-1]} is already used at {first}"
            self._report.add("NUM-001", message, place, severity=Severity.WARNING)

    def _ensure_id(self, captioned: etree._Element, default: str) -> str:
        """The id of a captioned element, which gets a unique one if it has none."""
        if existing := captioned.get("id"):
            return existing
        name = self._book.names.claim(default)
        captioned.set("id", name)
        return name


def language_of(node: etree._Element, section: Section, book: Book) -> str:
    """The language of an element of a section; "" for that of the book."""
    own = (str(tag) for each in (node, *node.iterancestors()) if (tag := each.get("lang")))
    language = next(own, section.language)
    return "" if language == book.metadata.language else language


def _separator(kind: CaptionKind, title: str, words: LocalizedWords) -> str:
    has_none = kind.bare_label or (kind.is_statement and not title)
    return "" if has_none else words.label_separator


def _with_chapters(
    sections: tuple[Section, ...], chapter: str | None
) -> Iterator[tuple[Section, str]]:
    """Every section with the number of its chapter, "" if there is none."""
    for section in sections:
        number = section.number if section.rank in _CHAPTERS else chapter
        yield section, number or ""
        yield from _with_chapters(section.children, number)


def _title(caption: etree._Element) -> str:
    """The text of a caption without its credit and addresses; no-break spaces are kept."""
    bare = deepcopy(caption) if _NOT_IN_LISTS(caption) else caption
    for part in _NOT_IN_LISTS(bare):
        remove(part)
    return _SPACES.sub(" ", text_of(with_linear_formulas(bare))).strip(" ")


def _write_label(caption: etree._Element, settled: Caption, book: Book) -> None:
    spans = [element("span", settled.label, class_=LABEL)]
    if settled.label_language != settled.language and not settled.kind.bare_label:
        spans[0].set("lang", settled.label_language or book.metadata.language)
    if settled.separator:
        spans.append(element("span", settled.separator, class_=SEPARATOR))
    spans[-1].tail, caption.text = caption.text, None
    caption[:0] = spans
