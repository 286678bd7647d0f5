"""Resolves links between sections, and generates the text of cross-references.

The text of `[](#id)` is "Chapter 2" if the label of the target has a word, "2.1 Food" if it is a
bare number, and the title if there is no label; that of `[](#table)` is "Table 3", and that of a
picture without a caption its alternative text. A class selects another form: `[](#id){.number}`,
`{.title}`, `{.full}`, and `{.page}`, in a PDF "page 14".
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

import msgspec
from lxml import etree
from msgspec.structs import replace

from publish.context import Context
from publish.diagnostics import Report
from publish.guesses import did_you_mean
from publish.model.book import Book
from publish.model.caption import Caption
from publish.model.composition import composed
from publish.model.markup import NOTE_CALL, PAGE_FORM, XREF, X, classes_of, has_class
from publish.model.section import Section, heading_text
from publish.model.xhtml import source_location, text_of

_EXTERNAL = re.compile(r"(https?|mailto|tel|urn|doi):", re.I)


def resolve_references(book: Book, context: Context) -> Book:
    """Resolve each internal link to the `#id` of its target; an unknown target is an error."""
    resolver = _Resolver(book, context.report)
    for section in book.walk():
        for link in section.body.iter(f"{X}a"):
            if not has_class(link, NOTE_CALL):
                resolver.resolve(link, section)
    return book


REFERENCE_FORMS = ("number", "title", "full", PAGE_FORM)


class ReferenceTexts(msgspec.Struct, frozen=True):
    """The texts of references to one target; a bare anchor has only `page`.

    `page` is the text in a product without pages: the name of the section.
    """

    usual: str = ""
    number: str = ""
    title: str = ""
    full: str = ""
    page: str = ""

    def in_form(self, form: str) -> str:
        """The text of a reference in that form, or the usual one if the target lacks it."""
        return (getattr(self, form, "") if form else "") or self.usual


class _Resolver:
    def __init__(self, book: Book, report: Report) -> None:
        self._report = report
        self._folder = book.folder
        self._left_out = book.left_out
        self._texts: dict[str, ReferenceTexts] = {}
        files: dict[str, str] = {}
        for section in book.walk():
            self._texts[section.id] = _section_texts(section)
            files.setdefault(section.location.path, section.id)
        self._files = {self._relative_path(path): section for path, section in files.items()}
        captions = {caption.id: _caption_texts(caption) for caption in book.captions}
        self._notes: dict[tuple[str, str], str] = {}
        self._note = book.metadata.words.note
        for section in book.walk():
            self._add_anchors(section, captions)

    def _relative_path(self, path: str) -> str:
        """The path of a source file, relative to the book's folder if it is in there."""
        file = Path(path)
        is_inside = file.is_relative_to(self._folder)
        return file.relative_to(self._folder).as_posix() if is_inside else path

    def _add_anchors(self, section: Section, captions: Mapping[str, ReferenceTexts]) -> None:
        default = ReferenceTexts(page=self._texts[section.id].usual)
        for node in section.body.iter(etree.Element):
            if (anchor := node.get("id")) is None:
                continue
            if anchor in self._texts:
                location = source_location(node, section.location.path)
                self._report.add("STR-009", f"the identifier `{anchor}` is used twice", location)
            self._texts[anchor] = captions.get(anchor) or _picture_texts(node, default)
        for note in section.notes:
            number = str(note.number)
            usual = self._note.replace("{}", number)
            self._notes[section.location.path, note.label] = note.id
            self._texts[note.id] = ReferenceTexts(usual=usual, number=number)

    def resolve(self, link: etree._Element, section: Section) -> None:
        target = link.get("href")
        if target is None:
            return  # its address has a fault that is reported
        if _EXTERNAL.match(target):
            self._require_text(link, section)
            return
        anchor = self._anchor(target, section)
        if anchor not in self._texts:
            message, hint = self._unknown(target, anchor)
            location = source_location(link, section.location.path)
            self._report.add("REF-001", message, location, hint=hint)
            return
        link.set("href", f"#{anchor}")
        if not _text(link) and not len(link):
            form = next((name for name in classes_of(link) if name in REFERENCE_FORMS), "")
            link.text = self._texts[anchor].in_form(form)
            link.set("class", f"{XREF} {form}".strip())
            self._require_text(link, section)

    def _unknown(self, target: str, anchor: str) -> tuple[str, str]:
        """The message and the hint for a target that the edition does not have."""
        if condition := self._left_out.get(anchor):
            message = f"the link target `{target}` is not in this edition: it has `{condition}`"
            return message, f"give the reference the same condition: `[…]({target}){{{condition}}}`"
        hint = did_you_mean(anchor, self._texts) or _target_hint(unquote(target))
        return f"unknown link target `{target}`", hint

    def _anchor(self, target: str, section: Section) -> str:
        file, _, anchor = composed(unquote(target)).partition("#")
        if anchor.startswith("^"):  # a note, by its label in the file
            return self._notes.get((section.location.path, anchor[1:]), anchor)
        if anchor or not file:
            return anchor
        folder = posixpath.dirname(self._relative_path(section.location.path))
        path = posixpath.normpath(posixpath.join(folder, file))
        return self._files.get(path, path if path in self._left_out else file)

    def _require_text(self, link: etree._Element, section: Section) -> None:
        if not _text(link) and next(link.iter(f"{X}img"), None) is None:
            hint = "write text between the brackets"
            location = source_location(link, section.location.path)
            self._report.add("REF-005", "the link has no text", location, hint=hint)


def _target_hint(target: str) -> str:
    """How a target that nothing resembles comes to exist."""
    if target.startswith("#^") and target.isprintable():
        return f"write the note: `[{target[1:]}]: text`"
    if re.fullmatch(r"#[A-Za-z][\w.-]*", target):
        return f"give its target this name: `{{{target}}}`"
    if target.startswith("#"):
        return "name a heading, figure, table or equation of the book: `[text](#name)`"
    return "link to a file of the spine, or to an address with `https://`"


def _section_texts(section: Section) -> ReferenceTexts:
    has_word = section.label and section.label != section.number
    heading = heading_text(section)
    return ReferenceTexts(
        usual=(section.label if has_word else heading) or "",
        number=section.number or "",
        title=section.title,
        full=heading,
    )


def _caption_texts(caption: Caption) -> ReferenceTexts:
    full = f"{caption.name}{caption.separator}{caption.title}"
    return ReferenceTexts(caption.name, caption.number, caption.title, full)


def _picture_texts(node: etree._Element, default: ReferenceTexts) -> ReferenceTexts:
    """A picture without a caption is named by its alternative text; other elements by nothing."""
    pictures = list(node.iter(f"{X}img")) if node.tag in (f"{X}figure", f"{X}img") else []
    words = pictures[0].get("alt", "") if len(pictures) == 1 else ""
    return replace(default, usual=words, title=words, full=words) if words else default


def _text(node: etree._Element) -> str:
    return text_of(node).strip()
