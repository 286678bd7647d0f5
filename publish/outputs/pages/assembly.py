"""Renders the pages that changed, gives each its references to the others, and caches each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from lxml import etree

from publish.cache import Cache, Memo, digest
from publish.model.book import Book
from publish.model.language import LocalizedWords
from publish.outputs.pages.links import safe_names
from publish.outputs.pages.page_finishing import (
    CrossPageRefs,
    FinishedPage,
    PageFacts,
    finish_page,
    page_facts,
)
from publish.outputs.pages.page_format import PageFormat
from publish.outputs.pages.pictures import new_suffixes
from publish.outputs.pages.specs import PageSpec, relative_address, render_page
from publish.render.dropcaps import set_drop_caps
from publish.render.environment import Renderer
from publish.render.shared_inputs import SharedInputs


class AssembledPages(msgspec.Struct):
    """The finished pages in spine order, and the address of the page that each anchor is in.

    `images` are the addresses of the images that the pages show, by their names in the book.
    """

    pages: list[FinishedPage]
    files: dict[str, str]
    images: dict[str, str]


class _CachedPage(msgspec.Struct, frozen=True):
    """A page in the cache: the references that it was finished with, and the result."""

    facts: PageFacts
    refs: CrossPageRefs
    page: FinishedPage


class _PageInputs(msgspec.Struct, frozen=True):
    """`content` is everything that the template sees of the book, apart from what all see."""

    href: str
    template: str
    layout: str
    folder: str
    epub_types: bool
    content: str
    shared: SharedInputs


_PAGES = Memo("page", _PageInputs, _CachedPage)


class _PendingPage:
    """One page in progress: from the cache where that is still valid, rendered at most once."""

    def __init__(
        self,
        spec: PageSpec,
        page_format: PageFormat,
        renderer: Renderer,
        shared: SharedInputs,
        cache: Cache,
    ) -> None:
        self.spec = spec
        self._format = page_format
        self._renderer = renderer
        inputs = _PageInputs(
            href=spec.href,
            template=spec.template,
            layout=page_format.templates,
            folder=page_format.folder,
            epub_types=page_format.epub_types,
            content=digest(*spec.key),
            shared=shared,
        )
        self._slot = _PAGES.at(cache, inputs)
        self._entry = self._slot.load()
        self._root: etree._Element | None = None
        self.facts = self._entry.facts if self._entry else page_facts(self._rendered())

    def _rendered(self) -> etree._Element:
        if self._root is None:
            self._root = render_page(self.spec, self._renderer)
            set_drop_caps(self._root, self._renderer.variables)
        return self._root

    def finish(self, refs: CrossPageRefs, localized: LocalizedWords) -> FinishedPage:
        """The finished page with those references."""
        if self._entry is None or self._entry.refs != refs:
            page = finish_page(self._rendered(), self.spec.href, refs, localized, self._format)
            self._root = None  # the trees of all pages are the most that a build has in memory
            self._entry = _CachedPage(self.facts, refs, page)
            self._slot.store(self._entry)
        return self._entry.page


def assemble_pages(
    book: Book,
    specs: Sequence[PageSpec],
    page_format: PageFormat,
    renderer: Renderer,
    shared: SharedInputs,
    cache: Cache,
    suffixes: Mapping[str, str] | None = None,
) -> AssembledPages:
    """All pages, finished; `suffixes` are the new ones of images, by default for every reader."""
    localized = book.metadata.words
    pending = [_PendingPage(spec, page_format, renderer, shared, cache) for spec in specs]
    with_text = [page for page in pending if page.spec.section]
    files = {anchor: page.spec.href for page in with_text for anchor in page.facts.anchors}
    calls = {note.id: note.call_id for note in book.notes()}
    images = (image.href for image in book.resources)
    changed = new_suffixes(book.resources) if suffixes is None else suffixes
    resolver = _Resolver(files, calls, safe_names(images, changed))
    pages = [page.finish(resolver.refs_of(page), localized) for page in pending]
    shown = {name: resolver.images[name] for page in with_text for name in resolver.shown(page)}
    return AssembledPages(pages, files, shown)


class _Resolver:
    """Resolves what pages refer to in each other: anchors, calls of notes, names of images."""

    def __init__(
        self, files: Mapping[str, str], calls: Mapping[str, str], images: Mapping[str, str]
    ) -> None:
        self.images = images
        self._files = files
        self._calls = calls
        self._order = {note: index for index, note in enumerate(calls)}

    def shown(self, page: _PendingPage) -> list[str]:
        """The images of the book that a page shows."""
        return [name for name in page.facts.images if name in self.images]

    def refs_of(self, page: _PendingPage) -> CrossPageRefs:
        """Everything that a page needs from the others."""
        href = page.spec.href
        called = [note for note in page.facts.notes if note in self._calls]
        calls = {note: self._calls[note] for note in sorted(called, key=self._order.__getitem__)}
        targets = dict.fromkeys([*page.facts.targets, *calls.values()])
        files = {anchor: self._files[anchor] for anchor in targets if anchor in self._files}
        shown = self.shown(page) if page.spec.section else []
        return CrossPageRefs(
            files={id_: relative_address(f, href) for id_, f in files.items() if f != href},
            calls=calls,
            images={name: relative_address(self.images[name], href) for name in shown},
        )
