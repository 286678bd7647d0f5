"""Brings the pages of an EPUB together: rendered where they changed, joined, and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from lxml import etree

from publish.cache import Cache, digest
from publish.model.book import Book
from publish.model.language import LocalizedWords, localized_words
from publish.outputs.epub.items import path_of
from publish.outputs.pages.links import safe_names
from publish.outputs.pages.page_finishing import Joints, Leaf, Survey, finish, survey
from publish.outputs.pages.specs import Draft, relative, render
from publish.render.dropcaps import set_drop_caps
from publish.render.environment import Renderer

_KIND = "page"


class _Entry(msgspec.Struct, frozen=True):
    """A page as it is kept: what it was joined with, and what came of that."""

    survey: Survey
    joints: Joints
    leaf: Leaf


_DECODER = msgspec.msgpack.Decoder(_Entry)


class Bound(msgspec.Struct):
    """The finished pages in spine order, and the file that holds each anchor of the book.

    `shown` are the images that they show, by name, with their places in the package.
    """

    leaves: list[Leaf]
    homes: dict[str, str]
    shown: dict[str, str]


class _Sheet:
    """One page on its way: taken from the cache as far as it holds, rendered at most once."""

    def __init__(self, draft: Draft, renderer: Renderer, common: str, cache: Cache) -> None:
        self.draft = draft
        self._renderer = renderer
        self._cache = cache
        self._key = digest(common, draft.href, draft.template, *draft.key)
        self._entry = _decoded(cache.load(_KIND, self._key))
        self._root: etree._Element | None = None
        self.survey = self._entry.survey if self._entry else survey(self._rendered())

    def _rendered(self) -> etree._Element:
        if self._root is None:
            self._root = render(self.draft, self._renderer)
            set_drop_caps(self._root, self._renderer.variables)
        return self._root

    def finished(self, joints: Joints, localised: LocalizedWords) -> Leaf:
        if self._entry is None or self._entry.joints != joints:
            leaf = finish(self._rendered(), path_of(self.draft.href), joints, localised)
            self._entry = _Entry(self.survey, joints, leaf)
            self._cache.store(_KIND, self._key, msgspec.msgpack.encode(self._entry))
        return self._entry.leaf


def _decoded(content: bytes | None) -> _Entry | None:
    try:
        return None if content is None else _DECODER.decode(content)
    except msgspec.DecodeError:
        return None


def bind(book: Book, drafts: Sequence[Draft], renderer: Renderer, common: str) -> Bound:
    """Finish all pages; `common` stands for all that every page is made with."""
    cache = Cache.default()
    localised = localized_words(book.metadata.language)
    sheets = [_Sheet(draft, renderer, common, cache) for draft in drafts]
    texts = [sheet for sheet in sheets if sheet.draft.section]
    homes = {anchor: each.draft.href for each in texts for anchor in each.survey.anchors}
    calls = dict(call for sheet in sheets for call in sheet.survey.calls)
    joiner = _Joiner(homes, calls, safe_names(image.href for image in book.resources))
    leaves = [sheet.finished(joiner.joints(sheet), localised) for sheet in sheets]
    shown = {name: joiner.images[name] for sheet in texts for name in joiner.shown(sheet)}
    return Bound(leaves, homes, shown)


class _Joiner:
    """What the pages hold for each other, by anchor, note and name of image."""

    def __init__(
        self, homes: Mapping[str, str], calls: Mapping[str, str], images: Mapping[str, str]
    ) -> None:
        self.images = images
        self._homes = homes
        self._calls = calls
        self._order = {note: place for place, note in enumerate(calls)}

    def shown(self, sheet: _Sheet) -> list[str]:
        """The images of the book that a page shows."""
        return [name for name in sheet.survey.images if name in self.images]

    def joints(self, sheet: _Sheet) -> Joints:
        href = sheet.draft.href
        called = [note for note in sheet.survey.notes if note in self._calls]
        calls = {note: self._calls[note] for note in sorted(called, key=self._order.__getitem__)}
        pointed = dict.fromkeys([*sheet.survey.targets, *calls.values()])
        homes = {anchor: self._homes[anchor] for anchor in pointed if anchor in self._homes}
        shown = self.shown(sheet) if sheet.draft.section else []
        return Joints(
            homes={each: relative(home, href) for each, home in homes.items() if home != href},
            calls=calls,
            images={name: relative(self.images[name], href) for name in shown},
        )
