"""Resolves links between sections, and generates the text of cross-references.

The text of `[](#id)` is "Chapter 2" if the target has a number, "Section 2.1" where its heading has
no word with it, and the title in quotation marks if there is no number, as of a box; that of
`[](#table)` is "Table 3", that of a picture in a figure of several "Figure 3a", and that of one
without a caption its alternative text. A class selects another form: `[](#id){.number}`,
`{.title}`, `{.full}`, and `{.page}`, in a PDF "page 14". A number stays on the line of its word.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from itertools import chain
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
from publish.model.language import LocalizedWords
from publish.model.markup import (
    BLOCK_TITLE,
    NOTE_CALL,
    PAGE_FORM,
    SUBFIGURE,
    XREF,
    X,
    classes_of,
    has_class,
)
from publish.model.numerals import Numeral, format_numeral
from publish.model.roles import OPENING_RANKS, Rank
from publish.model.section import Section, heading_text
from publish.model.typographic_conventions import (
    TypographicConventions,
    typographic_conventions,
)
from publish.model.xhtml import source_location, text_of
from publish.structure.link_names import name_link, spoken_address

_NAMED = etree.XPath("descendant-or-self::*[@id]")
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

    `page` is the text in a product without pages: the name of the section. `quoted` is a title as
    the usual text, which quotation marks set off from the sentence. `language` is that of the
    words, "" for the book's.
    """

    usual: str = ""
    number: str = ""
    title: str = ""
    full: str = ""
    page: str = ""
    quoted: str = ""
    language: str = ""

    def in_form(self, form: str, conventions: TypographicConventions) -> str:
        """The text of a reference in that form, or the usual one if the target lacks it."""
        own = getattr(self, form, "") if form else ""
        text = own or self.usual
        is_usual = not own or form == PAGE_FORM
        is_title = is_usual and bool(text) and text == self.quoted
        return _quoted(text, conventions) if is_title else text


class _Resolver:
    def __init__(self, book: Book, report: Report) -> None:
        self._report = report
        self._folder = book.folder
        self._language = book.metadata.language
        self._left_out = book.left_out
        self._texts: dict[str, ReferenceTexts] = {}
        files: dict[str, str] = {}
        for section in book.walk():
            self._texts[section.id] = _section_texts(section, book.metadata.words)
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
        texts = self._texts[section.id]
        default = ReferenceTexts(page=texts.usual, quoted=texts.quoted)
        for node in chain.from_iterable(map(_NAMED, section.parts())):
            anchor = node.get("id", "")
            if anchor in self._texts:
                location = source_location(node, section.location.path)
                self._report.add("STR-009", f"the identifier `{anchor}` is used twice", location)
            known = captions.get(anchor) or _subfigure_texts(node, captions)
            self._texts[anchor] = known or _own_texts(node, default)
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
            name_link(link, spoken_address(target))
            return
        anchor = self._anchor(target, section)
        if anchor not in self._texts:
            message, hint = self._unknown(target, anchor)
            location = source_location(link, section.location.path)
            self._report.add("REF-001", message, location, hint=hint)
            return
        link.set("href", f"#{anchor}")
        if not _text(link) and not len(link):
            self._write(link, self._texts[anchor], section)
            self._require_text(link, section)
        name_link(link, self._texts[anchor].usual)

    def _write(self, link: etree._Element, texts: ReferenceTexts, section: Section) -> None:
        form = next((name for name in classes_of(link) if name in REFERENCE_FORMS), "")
        language = section.language or self._language
        link.text = texts.in_form(form, typographic_conventions(language))
        link.set("class", f"{XREF} {form}".strip())
        if texts.language != section.language and form not in ("number", PAGE_FORM):
            link.set("lang", texts.language or self._language)
        if form == "number":
            _tie_to_word_before(link)

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
    """How to create a target that resembles no other."""
    if target.startswith("#^") and target.isprintable():
        return f"write the note: `[{target[1:]}]: text`"
    if re.fullmatch(r"#[A-Za-z][\w.-]*", target):
        return f"give its target this name: `{{{target}}}`"
    if target.startswith("#"):
        return "name a heading, figure, table or equation of the book: `[text](#name)`"
    return "link to a file of the spine, or to an address with `https://`"


def _section_texts(section: Section, words: LocalizedWords) -> ReferenceTexts:
    usual = section.label or section.title
    if section.label and section.label == section.number:
        usual = _word(section.rank, words).replace("{}", section.label)
    names_itself = section.title == words.roles.get(section.role)
    return ReferenceTexts(
        usual=_tied(usual) if section.label else usual,
        number=section.number or "",
        title=section.title,
        full=heading_text(section),
        quoted="" if section.label or names_itself else usual,
    )


def _quoted(title: str, conventions: TypographicConventions) -> str:
    opening, closing, *_ = conventions.quotes
    space = conventions.guillemet_space if opening == "«" else ""
    return f"{opening}{space}{title}{space}{closing}"


def _word(rank: Rank, words: LocalizedWords) -> str:
    """The pattern for the number of a rank whose headings have no word."""
    return str(getattr(words, rank)) if rank in OPENING_RANKS else words.section


def _tied(label: str) -> str:
    """A label as one word: its number is on the line of the word before it."""
    return label.replace(" ", "\N{NO-BREAK SPACE}")


def _tie_to_word_before(link: etree._Element) -> None:
    """Tie a number to the word that the author wrote before it: "table 5.1"."""
    before, parent = link.getprevious(), link.getparent()
    if before is not None:
        before.tail = _tied_end(before.tail)
    elif parent is not None:
        parent.text = _tied_end(parent.text)


def _tied_end(text: str | None) -> str | None:
    last = text[-2:] if text else ""
    return (
        f"{text[:-1]}\N{NO-BREAK SPACE}" if text and last[0].isalpha() and last[1:] == " " else text
    )


def _caption_texts(caption: Caption) -> ReferenceTexts:
    usual, full = _tied(caption.name), f"{caption.name}{caption.separator}{caption.title}"
    return ReferenceTexts(
        usual, caption.number, caption.title, full, language=caption.label_language
    )


def _subfigure_texts(
    node: etree._Element, captions: Mapping[str, ReferenceTexts]
) -> ReferenceTexts | None:
    """The texts of a picture in a figure of several: those of the figure, with its letter."""
    parent = node.getparent()
    if parent is None or not has_class(parent, SUBFIGURE) or (whole := parent.getparent()) is None:
        return None
    texts = captions.get(whole.get("id", ""))
    if texts is None:
        return None
    letter = format_numeral(1 + whole.index(parent), Numeral.LOWER_LETTER)
    return replace(texts, usual=f"{texts.usual}{letter}", number=f"{texts.number}{letter}")


def _own_texts(node: etree._Element, default: ReferenceTexts) -> ReferenceTexts:
    """The title of a box, or the alternative text of a picture without a caption; else nothing."""
    first = node[0] if len(node) else None
    if first is not None and has_class(first, BLOCK_TITLE):
        title = " ".join(text_of(first).split())
        return replace(default, usual=title, title=title, full=title, quoted=title)
    pictures = list(node.iter(f"{X}img")) if node.tag in (f"{X}figure", f"{X}img") else []
    words = pictures[0].get("alt", "") if len(pictures) == 1 else ""
    return replace(default, usual=words, title=words, full=words) if words else default


def _text(node: etree._Element) -> str:
    return text_of(node).strip()
