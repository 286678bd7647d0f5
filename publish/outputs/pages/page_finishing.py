"""Turns a rendered page into a document of the product, and records what others must know of it.

First the facts of every rendered page are collected: what it contains and what it refers to. From
the facts of all pages, each gets its references to the others; then it can be finished alone.
"""

from __future__ import annotations

import msgspec
from lxml import etree

from publish.model.language import LocalizedWords
from publish.model.markup import notes_of
from publish.outputs.pages.accessibility_facts import AccessibilityCounts, count_page
from publish.outputs.pages.formulas import (
    break_long_formulas,
    formula_characters,
    keep_stops_with_formulas,
    name_heads_of_formulas,
)
from publish.outputs.pages.index import merge_locators
from publish.outputs.pages.links import (
    DocumentLinks,
    anchors_of,
    links_in,
    resolve_images,
    resolve_links,
)
from publish.outputs.pages.markup import (
    embedded_vocabularies,
    find_all,
    mirror_languages,
    remove_epub_types,
    to_bytes,
)
from publish.outputs.pages.page_format import PageFormat
from publish.outputs.pages.tables import frame_tables

# Begins the ids of what surrounds a text, which every page has; no identifier of a book does.
FRAME = "_"


class PageFacts(msgspec.Struct, frozen=True):
    """The anchors and notes in a rendered page, and the anchors and images that it refers to,
    wherever they are."""

    anchors: list[str]
    notes: list[str]
    targets: list[str]
    images: list[str]


class CrossPageRefs(msgspec.Struct, frozen=True):
    """What a page needs from the others: the files of the anchors that it refers to, the first
    calls of its notes in reading order, and the addresses of its images; all as it writes them."""

    files: dict[str, str]
    calls: dict[str, str]
    images: dict[str, str]


class FinishedPage(msgspec.Struct, frozen=True):
    """A finished page: its bytes, as they are and as `PageFormat.encode` returns them; its links,
    embedded vocabularies and accessibility counts.

    `characters` are those of its text, `formula_characters` those of its formulas; `bold_italic`
    says whether any text is both.
    """

    content: bytes
    encoded: bytes
    links: DocumentLinks
    vocabularies: list[str]
    characters: str
    formula_characters: str
    bold_italic: bool
    counts: AccessibilityCounts


def page_facts(root: etree._Element) -> PageFacts:
    """The facts of a rendered page."""
    addresses = (node.get("href", "") for node in find_all(root, "a"))
    return PageFacts(
        anchors=[each for each in anchors_of(root) if not each.startswith(FRAME)],
        notes=[note.get("id", "") for note in notes_of(root)],
        targets=list(dict.fromkeys(each[1:] for each in addresses if each.startswith("#"))),
        images=list(dict.fromkeys(node.get("src", "") for node in find_all(root, "img"))),
    )


def finish_page(
    root: etree._Element,
    href: str,
    refs: CrossPageRefs,
    localized: LocalizedWords,
    page_format: PageFormat,
) -> FinishedPage:
    """The document of the product that a rendered page becomes."""
    page_format.place_notes(root, localized, refs.calls)
    merge_locators(root)
    frame_tables(root)
    break_long_formulas(root)
    keep_stops_with_formulas(root)
    name_heads_of_formulas(root)
    mirror_languages(root)
    resolve_links(root, refs.files)
    resolve_images(root, refs.images)
    if not page_format.epub_types:
        remove_epub_types(root)
    return finished_page(root, page_format.path_of(href), page_format)


def finished_page(root: etree._Element, path: str, page_format: PageFormat) -> FinishedPage:
    """A document that nothing will change, with what others must know of it."""
    content = to_bytes(root)
    return FinishedPage(
        content=content,
        encoded=page_format.encode(path, content),
        links=links_in(path, root),
        vocabularies=list(embedded_vocabularies(root)),
        characters="".join(sorted(set("".join(map(str, root.itertext()))))),
        formula_characters="".join(sorted(formula_characters(root))),
        bold_italic=_has_bold_italic(root),
        counts=count_page(root),
    )


def _has_bold_italic(root: etree._Element) -> bool:
    pairs = (("em", "strong"), ("strong", "em"))
    return any(
        next(outer.iterdescendants(f"{{*}}{inner}"), None) is not None
        for tag, inner in pairs
        for outer in find_all(root, tag)
    )
