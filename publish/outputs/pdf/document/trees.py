"""A book as two XHTML documents: the front matter, and everything after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from lxml import etree

from publish.model.book import Book, NotesPlace, Sides
from publish.model.front_pages import listed, pages_before_contents, starts_new_page
from publish.model.markup import DATA_RUNNING, OPENS_FILE, classes_of
from publish.model.roles import GENERATED_PAGES, WITHOUT_HEADING, Role
from publish.model.section import Section, running_text
from publish.model.xmlsafe import parse_own
from publish.outputs.pdf.document.code_turnovers import mark_turnovers
from publish.outputs.pdf.document.endnotes import make_endnotes
from publish.outputs.pdf.document.first_pictures import set_first_pictures_flush
from publish.outputs.pdf.document.floats import mark_floats
from publish.outputs.pdf.document.keeping import keep_together
from publish.outputs.pdf.document.mixed_scripts import space_mixed_scripts
from publish.outputs.pdf.document.notes import (
    drop_return_links,
    keep_with_previous_word,
    link_notes,
    move_notes_to_calls,
)
from publish.outputs.pdf.document.openings import mark_openings
from publish.outputs.pdf.document.page_references import mark_page_references
from publish.outputs.pdf.document.verse import set_widths_of_verse
from publish.render.dropcaps import set_drop_caps
from publish.render.environment import Renderer
from publish.render.theme import Font

_GENERATED = (Role.HALFTITLEPAGE, Role.TITLEPAGE, Role.COPYRIGHT_PAGE)


@dataclass(frozen=True, slots=True)
class DocumentTrees:
    """The two documents, front matter and body."""

    front: etree._Element
    body: etree._Element


def build_trees(
    book: Book, sides: Sides, renderer: Renderer, fonts: Iterable[Font]
) -> DocumentTrees:
    """Both documents of a settled book; the colophon names the families of the fonts.

    A half title protects the title page of a bound book: with one side there is only the author's.
    """
    omitted = Role.HALFTITLEPAGE if sides is Sides.ONE else None
    context = {
        "displays": WITHOUT_HEADING,
        "opening": [
            page for page in pages_before_contents(book, _GENERATED) if page is not omitted
        ],
        "listed": listed(book.sections),
        "families": list(dict.fromkeys(font.family for font in fonts)),
        "colophon": book.metadata.words.colophon,
        "own_colophon": any(section.role is Role.COLOPHON for section in book.walk()),
    }
    front = parse_own(renderer.render("pdf/front.xhtml.j2", **context).encode())
    body = parse_own(renderer.render("pdf/body.xhtml.j2", **context).encode())
    heads, variables = running_heads(book), renderer.variables
    at_foot = book.notes_place is NotesPlace.FOOT
    place_notes = move_notes_to_calls if at_foot else partial(make_endnotes, book)
    calls = {note.id: note.call_id for note in book.notes()}
    for root in (front, body):
        _mark_running_heads(root, heads)
        mark_openings(root, book, sides, variables)
        keep_together(root)
        set_widths_of_verse(root, variables, fonts)
        set_first_pictures_flush(root)
        _set_list_starts(root)
        link_notes(root, calls, book.metadata.words)
        place_notes(root)
        drop_return_links(root)
        keep_with_previous_word(root)
        mark_turnovers(root)
        set_drop_caps(root, variables)
        space_mixed_scripts(root, fonts)
        mark_page_references(root, book.metadata.words.page)
    mark_floats((front, body), variables)
    return DocumentTrees(front, body)


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
