"""Makes a rendered page a document of the package, and notes what the rest must know of it.

A page is surveyed as it was rendered: what it holds and what it points to. The surveys of all pages
give each its joints, where the things lie that it points to; then it can be finished by itself.
"""

from __future__ import annotations

import msgspec
from lxml import etree

from publish.model.language import LocalizedWords
from publish.outputs.epub.archive import Names, names_in
from publish.outputs.epub.zipping import Pressed, press
from publish.outputs.pages.accessibility_facts import Counts, count
from publish.outputs.pages.formulas import formula_signs, give_room
from publish.outputs.pages.index import merge_locators
from publish.outputs.pages.links import link, place_images
from publish.outputs.pages.markup import as_bytes, find_all, mirror_languages, properties
from publish.outputs.pages.notes import first_calls, gather_notes, notes_of
from publish.outputs.pages.tables import frame_tables

_ANCHORS = etree.XPath("//@id", smart_strings=False)


class Survey(msgspec.Struct, frozen=True):
    """What a rendered page holds: anchors, first calls by the note they call, notes; and what it
    points to: anchors, wherever they are, and images."""

    anchors: list[str]
    calls: list[tuple[str, str]]
    notes: list[str]
    targets: list[str]
    images: list[str]


class Joints(msgspec.Struct, frozen=True):
    """What a page needs of the others: the files of the anchors that it points to, as they are
    written in it, the first calls of its notes in reading order, and the places of its images."""

    homes: dict[str, str]
    calls: dict[str, str]
    images: dict[str, str]


class Leaf(msgspec.Struct, frozen=True):
    """A finished page: its bytes, as they are and compressed, and what was read back from them.

    `signs` are the characters of its text, `formulas` those of its formulas; `bold_italic` tells
    whether anything is both.
    """

    content: bytes
    pressed: Pressed
    names: Names
    properties: list[str]
    signs: str
    formulas: str
    bold_italic: bool
    counts: Counts


def survey(root: etree._Element) -> Survey:
    """Look through a rendered page."""
    addresses = (node.get("href", "") for node in find_all(root, "a"))
    return Survey(
        anchors=_ANCHORS(root),
        calls=first_calls(root),
        notes=[note.get("id", "") for note in notes_of(root)],
        targets=list(dict.fromkeys(each[1:] for each in addresses if each.startswith("#"))),
        images=list(dict.fromkeys(node.get("src", "") for node in find_all(root, "img"))),
    )


def finish(root: etree._Element, name: str, joints: Joints, localised: LocalizedWords) -> Leaf:
    """Settle what differs between a text and a package; `name` is the page's in the container."""
    gather_notes(root, localised, joints.calls)
    merge_locators(root)
    frame_tables(root)
    give_room(root)
    mirror_languages(root)
    link(root, joints.homes)
    place_images(root, joints.images)
    content = as_bytes(root)
    return Leaf(
        content=content,
        pressed=press(name, content),
        names=names_in(name, content),
        properties=list(properties(root)),
        signs="".join(sorted(set("".join(map(str, root.itertext()))))),
        formulas="".join(sorted(formula_signs(root))),
        bold_italic=_bold_italic(root),
        counts=count(root),
    )


def _bold_italic(root: etree._Element) -> bool:
    pairs = (("em", "strong"), ("strong", "em"))
    return any(
        next(outer.iterdescendants(f"{{*}}{inner}"), None) is not None
        for tag, inner in pairs
        for outer in find_all(root, tag)
    )
