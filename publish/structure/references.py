"""Resolves links between sections, and words those whose text the author left to the numbers.

`[](#id)` reads "Chapter 2" where the target's label has a word, "2.1 Food" where it is a bare
number, and the title where there is none; `[](#table)` reads "Table 3". A class asks for another
form: `[](#id){.number}`, `{.title}`, `{.full}`, and `{.page}`, which print makes "page 14".
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

import msgspec
from lxml import etree

from publish.diagnostics import Report, did_you_mean
from publish.model.book import Book
from publish.model.caption import Caption
from publish.model.language import localized_words
from publish.model.section import Section, heading_text
from publish.model.xhtml import X, source_location, text_of

_NOTE = f"{X}aside"
_OUTSIDE = re.compile(r"(https?|mailto|tel|urn|doi):", re.I)


def resolve_references(book: Book, report: Report) -> Book:
    """Every inner link points to `#id` of something that is there, or is reported."""
    resolver = _Resolver(book, report)
    for section in book.walk():
        for link in section.body.iter(f"{X}a"):
            if link.get("class") != "noteref":
                resolver.resolve(link, section)
    return book


REFERENCE_FORMS = ("number", "title", "full", "page")


class ReferenceTexts(msgspec.Struct, frozen=True):
    """How a target can be named; a bare anchor has no wording of its own.

    `page` is what stands for its page where there are no pages: the section that it is in.
    """

    usual: str = ""
    number: str = ""
    title: str = ""
    full: str = ""
    page: str = ""

    def in_form(self, form: str) -> str:
        """The text of a reference in that form; where a target lacks it, the usual one."""
        return (getattr(self, form, "") if form else "") or self.usual


class _Resolver:
    def __init__(self, book: Book, report: Report) -> None:
        self._report = report
        self._folder = book.folder
        self._wordings: dict[str, ReferenceTexts] = {}
        self._files: dict[str, str] = {}
        for section in book.walk():
            self._wordings[section.id] = _of_section(section)
            if section.href:
                self._files.setdefault(self._name(section.location.path), section.id)
        captions = {caption.id: _of_caption(caption) for caption in book.captions}
        self._notes: dict[tuple[str, str], str] = {}
        self._note = localized_words(book.metadata.language).note
        for section in book.walk():
            self._anchors(section, captions)

    def _name(self, path: str) -> str:
        """A source file's name inside the book's folder."""
        file = Path(path)
        inside = file.is_relative_to(self._folder)
        return file.relative_to(self._folder).as_posix() if inside else path

    def _anchors(self, section: Section, captions: Mapping[str, ReferenceTexts]) -> None:
        home = ReferenceTexts(page=self._wordings[section.id].usual)
        for node in section.body.iter(etree.Element):
            if (anchor := node.get("id")) is None:
                continue
            if anchor in self._wordings:
                place = source_location(node, section.location.path)
                self._report.add("STR-009", f"the identifier `{anchor}` is given twice", place)
            self._wordings[anchor] = captions.get(anchor, home)
            if node.tag == _NOTE and (label := node.get("data-note")):
                self._notes[section.location.path, label] = anchor
                self._wordings[anchor] = self._of_note(node)

    def _of_note(self, note: etree._Element) -> ReferenceTexts:
        marks = (s for s in note.iter(f"{X}span") if s.get("class") == "note-number")
        number = next(map(_text, marks), "")
        return ReferenceTexts(usual=self._note.replace("{}", number), number=number)

    def resolve(self, link: etree._Element, section: Section) -> None:
        target = link.get("href", "")
        if _OUTSIDE.match(target):
            self._require_text(link, section)
            return
        anchor = self._anchor(target, section)
        if anchor not in self._wordings:
            hint = did_you_mean(anchor, self._wordings)
            message = f"no section, table or figure `{target}`"
            place = source_location(link, section.location.path)
            self._report.add("REF-001", message, place, hint=hint)
            return
        link.set("href", f"#{anchor}")
        if not _text(link) and not len(link):
            form = next(
                (name for name in link.get("class", "").split() if name in REFERENCE_FORMS), ""
            )
            link.text = self._wordings[anchor].in_form(form)
            link.set("class", f"xref {form}".strip())
            self._require_text(link, section)

    def _anchor(self, target: str, section: Section) -> str:
        file, _, anchor = unquote(target).partition("#")
        if anchor.startswith("^"):  # a note, by the label that its file gives it
            return self._notes.get((section.location.path, anchor[1:]), anchor)
        if anchor or not file:
            return anchor
        here = posixpath.dirname(self._name(section.location.path))
        return self._files.get(posixpath.normpath(posixpath.join(here, file)), file)

    def _require_text(self, link: etree._Element, section: Section) -> None:
        if not _text(link) and next(link.iter(f"{X}img"), None) is None:
            hint = "write the text between the brackets"
            place = source_location(link, section.location.path)
            self._report.add("REF-005", "a link without text", place, hint=hint)


def _of_section(section: Section) -> ReferenceTexts:
    worded = section.label and section.label != section.number
    whole = heading_text(section)
    return ReferenceTexts(
        usual=(section.label if worded else whole) or "",
        number=section.number or "",
        title=section.title,
        full=whole,
    )


def _of_caption(caption: Caption) -> ReferenceTexts:
    full = f"{caption.name}{caption.separator}{caption.title}"
    return ReferenceTexts(caption.name, caption.number, caption.title, full)


def _text(node: etree._Element) -> str:
    return text_of(node).strip()
