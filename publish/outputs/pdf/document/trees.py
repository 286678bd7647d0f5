"""A book as two XHTML documents: the front matter, and everything after it.

The second is made in parts, one for each part or chapter: the trees of all would be the most that a
build has in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from lxml import etree
from msgspec.structs import replace

from publish.cache import digest
from publish.model.book import Book, NotesPlace, Sides
from publish.model.front_pages import listed, pages_before_contents, starts_new_page
from publish.model.markup import DATA_RUNNING, OPENS_FILE, classes_of
from publish.model.roles import GENERATED_PAGES, WITHOUT_HEADING, Matter, Role
from publish.model.section import Section, running_text
from publish.model.xmlsafe import parse_own
from publish.outputs.pdf.document.code_turnovers import mark_turnovers
from publish.outputs.pdf.document.endnotes import make_endnotes
from publish.outputs.pdf.document.first_pictures import set_first_pictures_flush
from publish.outputs.pdf.document.floats import mark_floats, named_anchors
from publish.outputs.pdf.document.keeping import keep_together
from publish.outputs.pdf.document.mixed_scripts import space_mixed_scripts
from publish.outputs.pdf.document.notes import (
    drop_return_links,
    keep_with_previous_word,
    link_notes,
    move_notes_to_calls,
)
from publish.outputs.pdf.document.openings import first_of_body, mark_openings, opening_class
from publish.outputs.pdf.document.page_references import mark_page_references
from publish.outputs.pdf.document.verse import set_widths_of_verse
from publish.render.dropcaps import set_drop_caps
from publish.render.environment import Renderer
from publish.render.theme import Font

_FRONT, _BODY = "pdf/front.xhtml.j2", "pdf/body.xhtml.j2"
_GENERATED = (Role.HALFTITLEPAGE, Role.TITLEPAGE, Role.COPYRIGHT_PAGE)


@dataclass(frozen=True, slots=True)
class BodyPart:
    """A document with some of the sections after the front matter, which `build` makes; `key` is a
    digest of all that it is made of, but for what all templates see. No other part has something on
    the same pages."""

    key: str
    build: Callable[[], etree._Element]


@dataclass(frozen=True, slots=True)
class DocumentTrees:
    """The two documents, front matter and body, this one in parts."""

    front: etree._Element
    body: Sequence[BodyPart]


def build_trees(
    book: Book, sides: Sides, renderer: Renderer, fonts: Sequence[Font]
) -> DocumentTrees:
    """Both documents of a settled book; the colophon names the families of the fonts.

    A half title protects the title page of a bound book: with one side there is only the author's.
    """
    omitted = Role.HALFTITLEPAGE if sides is Sides.ONE else None
    opening = [page for page in pages_before_contents(book, _GENERATED) if page is not omitted]
    builder = _Builder(book, sides, renderer, fonts)
    front = builder.build(_FRONT, book, {"opening": opening, "listed": listed(book.sections)})
    return DocumentTrees(front, list(_body_parts(builder, book)))


def _body_parts(builder: _Builder, book: Book) -> Iterator[BodyPart]:
    """The parts of the document after the front matter, of which the last has the colophon."""
    own_colophon = any(section.role is Role.COLOPHON for section in book.walk())
    groups: list[list[Section]] = []
    for section in book.sections:
        if section.matter is not Matter.FRONT:
            if not groups or not builder.may_share_page(section):
                groups.append([])
            groups[-1].append(section)
    groups = groups or [[]]
    for group in groups:
        part = replace(book, sections=tuple(group))
        context = {"own_colophon": own_colophon or group is not groups[-1]}
        key = digest(*builder.inputs(part), repr(context))
        yield BodyPart(key, partial(builder.build, _BODY, part, context))


class _Builder:
    """Makes documents of sections of a book."""

    def __init__(self, book: Book, sides: Sides, renderer: Renderer, fonts: Sequence[Font]) -> None:
        self._sides, self._renderer, self._fonts = sides, renderer, fonts
        self._heads = running_heads(book)
        self._calls = {note.id: note.call_id for note in book.notes()}
        self._context = {
            "displays": WITHOUT_HEADING,
            "families": list(dict.fromkeys(font.family for font in fonts)),
            "colophon": book.metadata.words.colophon,
        }
        self._named, self._first = named_anchors(book), first_of_body(book)

    def may_share_page(self, section: Section) -> bool:
        """Whether a section may be on a page with the one before it."""
        opens = opening_class(section, self._first, self._sides, self._renderer.variables)
        return bool(opens) or section.missing or section.role is Role.COPYRIGHT_PAGE

    def inputs(self, part: Book) -> Iterator[bytes | str]:
        """All that `build` makes a document of, but for what all templates see."""
        fonts = [(font.family, font.path.name, font.script) for font in self._fonts]
        yield repr((sorted(self._named), self._first, self._sides, part.notes_place, fonts))
        for each in part.walk():
            fields = (each.id, each.role, each.matter, each.rank, each.level, each.href)
            texts = (each.title, each.number, each.label, each.separator, each.running)
            notes = [(note.id, note.call_id) for note in each.notes]
            yield repr((*fields, *texts, each.language, each.missing, notes))
            yield part.markup_of(each)

    def build(self, template: str, part: Book, context: Mapping[str, Any]) -> etree._Element:
        """The document of a part of the book, which has some of its sections."""
        root = parse_own(
            self._renderer.render(template, book=part, **self._context, **context).encode()
        )
        words, variables = part.metadata.words, self._renderer.variables
        _mark_running_heads(root, self._heads)
        mark_openings(root, part, self._first, self._sides, variables)
        keep_together(root)
        set_widths_of_verse(root, variables, self._fonts)
        set_first_pictures_flush(root)
        _set_list_starts(root)
        link_notes(root, self._calls, words)
        if part.notes_place is NotesPlace.FOOT:
            move_notes_to_calls(root)
        else:
            make_endnotes(part, root)
        drop_return_links(root)
        keep_with_previous_word(root)
        mark_turnovers(root)
        set_drop_caps(root, variables)
        space_mixed_scripts(root, self._fonts)
        mark_page_references(root, words.page)
        mark_floats(root, self._named, variables)
        return root


def running_heads(book: Book) -> dict[str, str]:
    """The running head of recto pages, or of all, by the id of the section that sets it.

    It is `running_text` of the last section before the page for which `starts_new_page` is true; on
    the further pages of the contents it is their title. Verso pages have the title of the book;
    with one side there are none. There is no running head on the first page of such a section, on
    blank pages, on the pages of parts and on displays: half title, title page, copyright page,
    dedication, epigraph, our colophon. An author's title page has "", since it changes nothing.
    """
    return {
        section.id: "" if section.role in GENERATED_PAGES else _with_quad(section)
        for section in book.walk()
        if starts_new_page(section)
    }


def _with_quad(section: Section) -> str:
    """The words of a running head, with a quad after a bare number, as in headings."""
    text, number = running_text(section), f"{section.label} "
    is_bare = section.label == section.number and text.startswith(number)
    return f"{section.label}\N{EM SPACE}{text.removeprefix(number)}" if is_bare else text


def _mark_running_heads(root: etree._Element, heads: dict[str, str]) -> None:
    """Give each heading that sets the running head its text; other sections open no page.

    On the heading and not its section: a section that continues on a page would set it again.
    """
    for node in root.iter("{*}section"):
        head = heads.get(node.get("id", ""))
        heading = node.find("{*}header/*")
        if head and heading is not None:
            heading.set(DATA_RUNNING, head)
        elif head is None and node.get("id"):
            classes = (name for name in classes_of(node) if name != OPENS_FILE)
            node.set("class", " ".join(classes))


def _set_list_starts(root: etree._Element) -> None:
    """Set the first number of each list in CSS, since the layout engine ignores `start`."""
    for node in root.iter("{*}ol"):
        if start := node.get("start"):
            counter = f"counter-reset: list-item {int(start) - 1}"
            node.set("style", "; ".join(filter(None, [node.get("style"), counter])))
