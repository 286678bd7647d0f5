"""From Book to two XHTML documents: the front matter, and all behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from lxml import etree

from publish.model.book import Book, NotesPlace, Sides
from publish.model.colophon_text import colophon_text
from publish.model.front_pages import pages_before_contents, starts_new_page
from publish.model.language import localized_words
from publish.model.roles import BEFORE_CONTENTS, GENERATED_PAGES, WITHOUT_HEADING, Role
from publish.model.section import heading_text
from publish.outputs.pdf.document.code_turnovers import mark_turns
from publish.outputs.pdf.document.endnotes import set_endnotes
from publish.outputs.pdf.document.notes import hold_calls, link_notes, place_notes
from publish.outputs.pdf.document.page_references import await_pages
from publish.outputs.pdf.document.runts import hold_last_words
from publish.render.dropcaps import set_drop_caps
from publish.render.environment import Renderer
from publish.render.theme import Font

_SAFE = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)

_MADE = (Role.HALFTITLEPAGE, Role.TITLEPAGE, Role.COPYRIGHT_PAGE)
_SHORT = 12  # rows or lines; about half a page when each turns over once


@dataclass(frozen=True, slots=True)
class Documents:
    """The two documents, front matter and body."""

    front: etree._Element
    body: etree._Element


def documents(book: Book, sides: Sides, renderer: Renderer, fonts: Iterable[Font]) -> Documents:
    """Both documents of a settled book; the colophon names the families of the fonts.

    A half title guards the title page of a bound book: on one side there is none but the author's.
    """
    unmade = Role.HALFTITLEPAGE if sides is Sides.ONE else None
    context = {
        "displays": WITHOUT_HEADING,
        "opening": [page for page in pages_before_contents(book, _MADE) if page is not unmade],
        "listed": [section for section in book.sections if section.role not in BEFORE_CONTENTS],
        "families": list(dict.fromkeys(font.family for font in fonts)),
        "imprint": colophon_text(book.metadata.language),
        "own_colophon": any(section.role is Role.COLOPHON for section in book.walk()),
    }
    front = etree.fromstring(renderer.render("pdf/front.xhtml.j2", **context).encode(), _SAFE)
    body = etree.fromstring(renderer.render("pdf/body.xhtml.j2", **context).encode(), _SAFE)
    heads = running_heads(book)
    place = place_notes if book.notes_place is NotesPlace.FOOT else partial(set_endnotes, book)
    for root in (front, body):
        _mark(root, heads)
        _keep_whole(root)
        _begin_lists(root)
        link_notes(root, localized_words(book.metadata.language))
        place(root)
        hold_calls(root)
        mark_turns(root)
        hold_last_words(root)
        set_drop_caps(root, renderer.variables)
        await_pages(root, book.metadata.language)
    return Documents(front, body)


def running_heads(book: Book) -> dict[str, str]:
    """What stands at the head of recto pages, or of all, by the id of the section that brings it.

    It is `heading_text` of the last section begun before the page that `starts_new_page`; on the
    further pages of the contents it is their title. Verso pages carry the title of the book; on one
    side there are none.
    None stands on the page on which such a section begins, on blank pages, on the pages of parts
    and on displays: half title, title page, copyright page, dedication, epigraph, our colophon.
    A title page of the author's has "", since it changes nothing.
    """
    return {
        section.id: "" if section.role in GENERATED_PAGES else heading_text(section)
        for section in book.walk()
        if starts_new_page(section)
    }


def _mark(root: etree._Element, heads: dict[str, str]) -> None:
    """Give each heading that changes the running head its words, and other sections no opening.

    On the heading and not its section: a section that goes over a page would set them again.
    """
    for node in root.iter("{*}section"):
        head = heads.get(node.get("id", ""))
        heading = node.find("{*}header/*")
        if head and heading is not None:
            heading.set("data-running", head)
        elif head is None and node.get("id"):
            kinds = node.get("class", "").split()
            node.set("class", " ".join(kind for kind in kinds if kind != "opens-file"))


def _keep_whole(root: etree._Element) -> None:
    """Mark the tables and listings that must not break over a page."""
    for node in root.iter("{*}table", "{*}pre"):
        rows = len(node.findall("{*}tbody/{*}tr")) or "".join(node.itertext()).count("\n")
        if rows <= _SHORT:
            node.set("class", f"{node.get('class', '')} whole".strip())


def _begin_lists(root: etree._Element) -> None:
    """Let each list begin with its own number, which the layout engine does not read."""
    for node in root.iter("{*}ol"):
        if start := node.get("start"):
            node.set("style", f"counter-reset: list-item {int(start) - 1}")
