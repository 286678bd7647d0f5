"""Numbers figures, tables, listings and equations: through the book, or by chapter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cached_property

from lxml import etree

from publish.diagnostics import Location, Report, Severity
from publish.model.book import Book
from publish.model.caption import Caption, CaptionKind
from publish.model.language import localized_words
from publish.model.roles import Rank
from publish.model.section import Section
from publish.model.xhtml import X, element, replace_with, text_of

_SPACES = re.compile(r"[ \t\n]+")
_ids = etree.XPath("descendant-or-self::*/@id", smart_strings=False)
_holds_more = etree.XPath("boolean(*[local-name()='p'] | descendant::*[@alttext])")
_CHAPTERS = frozenset({Rank.CHAPTER, Rank.APPENDIX})


def number_captions(book: Book, report: Report) -> Book:
    """Each caption begins with its label ("Table 3"), as text; the book knows them all.

    A list that the book asks for and that would be empty is a warning.
    """
    captions = tuple(_Numberer(book).number())
    kinds = {caption.kind for caption in captions}
    for kind in book.listed_kinds:
        if kind not in kinds:
            message = f"a list of {kind.plural} is asked for, and none has a caption"
            place = Location(str(book.folder / "book.toml"))
            hint = f'take "{kind.plural}" out of `lists`, or give captions'
            report.add("STR-030", message, place, hint=hint, severity=Severity.WARNING)
    return replace(book, captions=captions)


class _Numberer:
    def __init__(self, book: Book) -> None:
        self._book = book
        self._words = localized_words(book.metadata.language)
        self._counts: Counter[tuple[CaptionKind, str]] = Counter()

    @cached_property
    def _ids(self) -> set[str]:
        """All that is named already; an author names what the text refers to, and often all."""
        sections = list(self._book.walk())
        return {s.id for s in sections}.union(*(_ids(s.body) for s in sections))

    def number(self) -> Iterator[Caption]:
        for section, chapter in _with_chapters(self._book.sections, None):
            for caption in section.body.iter(f"{X}caption", f"{X}figcaption"):
                yield self._settle(caption, section, chapter)

    def _settle(self, caption: etree._Element, section: Section, chapter: str) -> Caption:
        holder = caption.getparent()
        if holder is None:
            raise ValueError("a caption stands in what it belongs to")
        kind = _kind(holder)
        prefix = chapter if self._book.numbering.caption_scope == "chapter" else ""
        self._counts[kind, prefix] += 1
        count = self._counts[kind, prefix]
        number = f"{prefix}.{count}" if prefix else str(count)
        settled = Caption(
            id=self._identify(holder, f"{kind}-{number.replace('.', '-')}"),
            kind=kind,
            number=number,
            label=self._pattern(kind).replace("{}", number),
            name=self._name(kind).replace("{}", number),
            separator="" if kind is CaptionKind.EQUATION else self._words.label_separator,
            title=_title(caption),
            section_id=section.id,
        )
        _write_label(caption, settled)
        return settled

    def _pattern(self, kind: CaptionKind) -> str:
        return {
            CaptionKind.FIGURE: self._words.figure,
            CaptionKind.TABLE: self._words.table,
            CaptionKind.LISTING: self._words.listing,
            CaptionKind.EQUATION: "({})",
        }[kind]

    def _name(self, kind: CaptionKind) -> str:
        return self._words.equation if kind is CaptionKind.EQUATION else self._pattern(kind)

    def _identify(self, holder: etree._Element, wished: str) -> str:
        """The id of what is captioned; one that has none gets one that no other has."""
        if given := holder.get("id"):
            return given
        name = wished
        while name in self._ids:
            name = f"{name}x"
        self._ids.add(name)
        holder.set("id", name)
        return name


def _with_chapters(
    sections: tuple[Section, ...], chapter: str | None
) -> Iterator[tuple[Section, str]]:
    """Every section with the number of the chapter that it belongs to, "" where there is none."""
    for section in sections:
        own = section.number if section.rank in _CHAPTERS else chapter
        yield section, own or ""
        yield from _with_chapters(section.children, own)


def _title(caption: etree._Element) -> str:
    """A caption's words without the credit below them; unbreakable spaces stay what they are."""
    bare = deepcopy(caption) if _holds_more(caption) else caption
    for credit in bare.findall(f"{X}p"):
        bare.remove(credit)
    for math in list(bare.iterfind(".//*[@alttext]")):
        replace_with(math, [element("span", math.get("alttext"))])
    return _SPACES.sub(" ", text_of(bare)).strip(" ")


def _kind(holder: etree._Element) -> CaptionKind:
    if holder.tag == f"{X}table":
        return CaptionKind.TABLE
    classes = set(holder.get("class", "").split())
    return next((kind for kind in CaptionKind if kind in classes), CaptionKind.FIGURE)


def _write_label(caption: etree._Element, settled: Caption) -> None:
    before = [element("span", settled.label, class_="label")]
    if settled.separator:
        before.append(element("span", settled.separator, class_="separator"))
    before[-1].tail, caption.text = caption.text, None
    caption[:0] = before
