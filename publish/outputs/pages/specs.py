"""The content documents of the EPUB in spine order, from the cover to the colophon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import msgspec
from lxml import etree

from publish.model.book import Book
from publish.model.caption import CaptionKind
from publish.model.colophon_text import colophon_text
from publish.model.front_pages import pages_before_contents, sections_before_contents
from publish.model.language import localized_words
from publish.model.roles import BEFORE_CONTENTS, Role
from publish.model.section import Section, heading_text
from publish.outputs.epub.fonts import is_open
from publish.render.environment import Renderer
from publish.render.theme import Font

STYLESHEET = "style/book.css"
# What EPUB 3 Structural Semantics (4.3) calls the lists that it knows.
LIST_ROLES = {CaptionKind.FIGURE: "loi", CaptionKind.TABLE: "lot"}
_READER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


class Draft(msgspec.Struct, frozen=True):
    """One content document before it is rendered: `href` inside the package, what its template is
    given, and the section that it opens with.

    `role` is what landmarks call it: a section's own, or that of a generated page. `key` holds all
    that the template sees of the book beside what every template sees.
    """

    href: str
    role: str
    title: str
    template: str
    context: Mapping[str, Any]
    key: tuple[bytes | str, ...]
    section: Section | None = None


class Pages:
    """Lists the pages of one book."""

    def __init__(self, book: Book, *, cover: str, isbn: str) -> None:
        self._book = book
        self._words = localized_words(book.metadata.language)
        self._cover = cover
        self._isbn = isbn
        self._given = {section.role for section in book.walk()}

    def drafts(self, fonts: Sequence[Font]) -> list[Draft]:
        """All pages; one that the author wrote takes the place of the generated one.

        The contents follow the dedication and epigraph, as in a printed book, and the lists follow
        the contents; `fonts` are those that the colophon names.
        """
        return [
            *self._front(),
            self._contents(),
            *self._lists(),
            *self._sections(self._book.sections[len(sections_before_contents(self._book)) :]),
            *self._colophon(fonts),
        ]

    def _front(self) -> Iterator[Draft]:
        for page in pages_before_contents(
            self._book, (Role.COVER, Role.TITLEPAGE, Role.COPYRIGHT_PAGE)
        ):
            if isinstance(page, Section):
                yield from self._sections([page])
            elif page is Role.COVER:
                yield self._page("cover.xhtml", page, self._words.cover, cover_href=self._cover)
            elif page is Role.TITLEPAGE:
                yield self._page("titlepage.xhtml", page, self._book.metadata.title)
            else:
                name = self._words.copyright_page
                yield self._page("copyright.xhtml", page, name, isbn=self._isbn)

    def _contents(self) -> Draft:
        """The visible contents, without the pages that show no heading and come before it."""
        depth = self._book.numbering.contents_depth
        context: dict[str, Any] = {
            "sections": [s for s in self._book.sections if s.role not in BEFORE_CONTENTS],
            "targets": dict(targets(self._book)),
            "depth": max(depth, 1),
        }
        key = repr((context["depth"], context["targets"], [*map(_listed, context["sections"])]))
        return self._page("contents.xhtml", "toc", self._words.contents, key=key, **context)

    def _lists(self) -> Iterator[Draft]:
        """The lists of figures, tables and the like that the book asks for."""
        for kind, captions in self._book.caption_lists():
            title = self._words.lists[kind]
            href = f"list-of-{kind.plural}.xhtml"
            role = LIST_ROLES.get(kind, "list")
            yield self._page(href, role, title, template="list.xhtml", captions=captions)

    def _colophon(self, fonts: Sequence[Font]) -> Iterator[Draft]:
        if Role.COLOPHON not in self._given:
            context: dict[str, Any] = {
                "families": list(dict.fromkeys(font.family for font in fonts)),
                "open_fonts": all(map(is_open, fonts)),
            }
            name = self._words.roles[Role.COLOPHON]
            yield self._page("colophon.xhtml", "colophon", name, **context)

    def _sections(self, sections: Iterable[Section]) -> Iterator[Draft]:
        for top in sections:
            for section in top.walk():
                if section.href:
                    yield self._section(section)

    def _section(self, section: Section) -> Draft:
        title = heading_text(section)
        context = {
            "title": title,
            "kind": section.role,
            "matter": section.matter,
            "stylesheet": f"../{STYLESHEET}",
            "section": section,
        }
        href, template = section_href(section), "epub/section.xhtml.j2"
        key = tuple(_told(self._book, section))
        return Draft(href, section.role, title, template, context, key, section)

    def _page(
        self,
        href: str,
        role: str,
        title: str,
        *,
        template: str = "",
        key: str = "",
        **context: Any,
    ) -> Draft:
        whole = {
            "title": title,
            "kind": role,
            "matter": "backmatter" if role == "colophon" else "frontmatter",
            "stylesheet": STYLESHEET,
            "imprint": colophon_text(self._book.metadata.language),
            **context,
        }
        told = (title, role, key or repr(sorted(context.items())))
        return Draft(href, role, title, f"epub/{template or href}.j2", whole, told)


def _told(book: Book, section: Section) -> Iterator[bytes | str]:
    """All of a section that its page shows, with the sections below it in the same file."""
    marks = (section.id, section.role, section.matter, section.rank, section.level, section.href)
    texts = (section.title, section.number, section.label, section.separator, section.language)
    yield repr((*marks, *texts, section.missing))
    yield book.markup_of(section)
    for child in section.children:
        if not child.href:
            yield from _told(book, child)


def _listed(section: Section) -> tuple[object, ...]:
    """All of a section that the contents show, with all below it."""
    marks = (section.id, section.role, section.level, section.missing, section.language)
    texts = (section.title, section.number, section.label, section.separator)
    return (*marks, *texts, *map(_listed, section.children))


def render(draft: Draft, renderer: Renderer) -> etree._Element:
    """The document that its template makes of a draft."""
    return parse(renderer.template(draft.template, **draft.context))


def parse(text: str) -> etree._Element:
    """The document that a template made; `huge_tree`, since a chapter may be of any length."""
    return etree.fromstring(text.encode("utf-8"), _READER)


def section_href(section: Section) -> str:
    """Where the file that a section opens lies; generated pages lie beside the folder `text`."""
    return f"text/{section.href}"


def targets(book: Book) -> Iterator[tuple[str, str]]:
    """The address of every section, by id: its file, or a place in the file of one above it."""
    for top in book.sections:
        yield from _targets(top, "")


def _targets(section: Section, file: str) -> Iterator[tuple[str, str]]:
    home = section_href(section) if section.href else file
    yield section.id, home if section.href else f"{home}#{section.id}"
    for child in section.children:
        yield from _targets(child, home)


def relative(target: str, base: str) -> str:
    """An address inside the package as it is written in the document `base`."""
    climb = "../" * (len(PurePosixPath(base).parts) - 1)
    return f"{climb}{target}"
