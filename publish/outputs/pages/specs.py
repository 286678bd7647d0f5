"""The pages of a book in reading order, from cover to colophon, before they are rendered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

import msgspec
from lxml import etree

from publish.model.book import Book
from publish.model.front_pages import listed, pages_before_contents, sections_before_contents
from publish.model.roles import Role
from publish.model.section import Section, heading_text
from publish.outputs.pages.markup import parse_document
from publish.outputs.pages.page_format import STYLESHEET, PageFormat
from publish.render.environment import Renderer

_FRONT = frozenset({Role.COVER, Role.TITLEPAGE, Role.COPYRIGHT_PAGE, "toc"})
_LAST = frozenset({Role.INDEX, Role.COLOPHON})


class PageSpec(msgspec.Struct, frozen=True):
    """A page before it is rendered: its address, its template with the context, and its section.

    `role` is that of the section or of the generated page, as landmarks name it. `key` identifies
    everything that the template sees of the book, apart from what every template sees.
    """

    href: str
    role: str
    title: str
    template: str
    context: Mapping[str, Any]
    key: tuple[bytes | str, ...]
    section: Section | None = None


class SpecBuilder:
    """Lists the pages of one book.

    `cover` is the address of its image, `families` are the typefaces that the colophon names, and
    `open_fonts` says whether all of them are under an open licence.
    """

    def __init__(
        self,
        book: Book,
        page_format: PageFormat,
        *,
        cover: str,
        isbn: str,
        families: Sequence[str],
        open_fonts: bool,
    ) -> None:
        self._book = book
        self._format = page_format
        self._words = book.metadata.words
        self._cover = cover
        self._isbn = isbn
        self._families = list(families)
        self._open_fonts = open_fonts
        self._roles = {section.role for section in book.walk()}
        self._common = {"layout": f"{page_format.templates}/page.xhtml.j2"}

    def build(self) -> list[PageSpec]:
        """All pages; one that the author wrote replaces the generated one.

        The contents follow the dedication and epigraph, as in a printed book. The lists are after
        the text, which begins soon after the cover, and before what readers look for at the end.
        """
        sections = self._book.sections[len(sections_before_contents(self._book)) :]
        last = len(list(takewhile(lambda section: section.role in _LAST, reversed(sections))))
        end = len(sections) - last
        return [
            *self._front_pages(),
            *self._contents(),
            *self._sections(sections[:end]),
            *self._lists(),
            *self._sections(sections[end:]),
            *self._colophon(),
        ]

    def _front_pages(self) -> Iterator[PageSpec]:
        for page in pages_before_contents(
            self._book, (Role.COVER, Role.TITLEPAGE, Role.COPYRIGHT_PAGE)
        ):
            if isinstance(page, Section):
                yield from self._sections([page])
            elif page is Role.COVER:
                yield self._generated("cover", page, self._words.cover, cover_href=self._cover)
            elif page is Role.TITLEPAGE:
                yield self._generated("titlepage", page, self._book.metadata.title)
            else:
                title = self._words.copyright_page
                yield self._generated("copyright", page, title, isbn=self._isbn)

    def _contents(self) -> Iterator[PageSpec]:
        """The contents page, without the pages before it that show no heading."""
        key, context = self._listed_sections()
        yield self._generated("contents", "toc", self._words.contents, key=key, **context)

    def _listed_sections(self) -> tuple[str, dict[str, Any]]:
        """What a template needs to list the sections, and a key for it."""
        depth = self._book.numbering.contents_depth
        context: dict[str, Any] = {
            "sections": listed(self._book.sections),
            "targets": dict(section_addresses(self._book, self._format)),
            "depth": max(depth, 1),
        }
        entries = [_contents_key(section) for section in context["sections"]]
        return repr((context["depth"], context["targets"], entries)), context

    def _lists(self) -> Iterator[PageSpec]:
        """The lists of figures, tables and the like that the book requests."""
        for kind, captions in self._book.caption_lists():
            name, title = f"list-of-{kind.plural}", self._words.lists[kind.name]
            role = kind.list_role or "list"
            template = "pages/list.xhtml.j2"
            yield self._generated(name, role, title, template=template, captions=captions)

    def _colophon(self) -> Iterator[PageSpec]:
        if Role.COLOPHON not in self._roles:
            typefaces: dict[str, Any] = {"families": self._families, "open_fonts": self._open_fonts}
            title = self._words.roles[Role.COLOPHON]
            yield self._generated("colophon", "colophon", title, **typefaces)

    def _sections(self, sections: Iterable[Section]) -> Iterator[PageSpec]:
        for top in sections:
            for section in top.walk():
                if section.href:
                    yield self._section(section)

    def _section(self, section: Section) -> PageSpec:
        title = heading_text(section)
        context = {
            "title": title,
            "kind": section.role,
            "matter": section.matter,
            "stylesheet": f"../{STYLESHEET}",
            "section": section,
        }
        return PageSpec(
            href=self._format.section_href(section),
            role=section.role,
            title=title,
            template="pages/section.xhtml.j2",
            context=self._common | context,
            key=tuple(_section_key(self._book, section)),
            section=section,
        )

    def _generated(
        self,
        name: str,
        role: str,
        title: str,
        *,
        template: str = "",
        key: str = "",
        **context: Any,
    ) -> PageSpec:
        """A page that the author did not write; without `key`, its context identifies it."""
        common = {
            "title": title,
            "kind": role,
            "matter": "frontmatter" if role in _FRONT else "backmatter",
            "stylesheet": STYLESHEET,
            "colophon": self._book.metadata.words.colophon,
        }
        return PageSpec(
            href=f"{name}{self._format.suffix}",
            role=role,
            title=title,
            template=template or f"pages/{name}.xhtml.j2",
            context=self._common | common | context,
            key=(title, role, key or repr(sorted(context.items()))),
        )


def _section_key(book: Book, section: Section) -> Iterator[bytes | str]:
    """Everything that a page shows of its section and of those below it in the same file."""
    for each in section.in_file():
        fields = (each.id, each.role, each.matter, each.rank, each.level, each.href)
        texts = (each.title, each.number, each.label, each.separator, each.language)
        yield repr((*fields, *texts, each.missing))
        yield book.markup_of(each)


def _contents_key(section: Section) -> tuple[object, ...]:
    """Everything that the contents show of a section and of all below it."""
    fields = (section.id, section.role, section.level, section.missing, section.language)
    texts = (section.title, section.number, section.label, section.separator)
    return (*fields, *texts, *map(_contents_key, section.children))


def render_page(spec: PageSpec, renderer: Renderer) -> etree._Element:
    """The document that the template of a page produces."""
    return parse_document(renderer.render(spec.template, **spec.context))


def section_addresses(book: Book, page_format: PageFormat) -> Iterator[tuple[str, str]]:
    """Each section's id and address: its own file, or an anchor in the file of one above it."""
    for section in book.sections:
        yield from _addresses(section, "", page_format)


def _addresses(section: Section, file: str, page_format: PageFormat) -> Iterator[tuple[str, str]]:
    if section.href:
        file = page_format.section_href(section)
    yield section.id, file if section.href else f"{file}#{section.id}"
    for child in section.children:
        yield from _addresses(child, file, page_format)


def relative_address(target: str, base: str) -> str:
    """An address of the product as the document `base` writes it."""
    folders = base.split("/")[:-1]
    while folders and target.startswith(f"{folders[0]}/"):
        target = target.removeprefix(f"{folders.pop(0)}/")
    return f"{'../' * len(folders)}{target}"
