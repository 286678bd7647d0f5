"""The addresses of a finished web edition: what a later one leads on."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from publish.model.markup import MOVED, NEW_PLACE, has_class
from publish.releases.text import PlacesByPage

_FRAME = "_"  # begins the ids of what is around a text


def read_places(folder: Path) -> PlacesByPage:
    """By page and id, the id that it leads to: its own, or where the text is that was there."""
    pages = {
        path.relative_to(folder).as_posix(): _parse(path)
        for path in sorted(folder.rglob("*.html"))
        if "pagefind" not in path.relative_to(folder).parts
    }
    return {name: {"": _whole(name, pages), **_places(root)} for name, root in pages.items()}


def _parse(path: Path) -> etree._Element:
    return etree.HTML(path.read_bytes(), etree.HTMLParser(encoding="utf-8"))


def _places(root: etree._Element) -> dict[str, str]:
    places = {}
    for node in root.iter(etree.Element):
        name = node.get("id", "")
        if name and not name.startswith(_FRAME):
            link = node.find("a") if _is_moved(node) else None
            places[name] = name if link is None else link.get("href", "").partition("#")[2]
    return places


def _is_moved(node: etree._Element) -> bool:
    parent = node.getparent()
    return parent is not None and parent.tag == "nav" and has_class(parent, MOVED)


def _whole(name: str, pages: Mapping[str, etree._Element]) -> str:
    """The id that the address of a page leads to: its first section, or that of another page."""
    root = pages[name]
    link = next((a for a in root.iter("a") if has_class(a, NEW_PLACE)), None)
    if link is not None:
        page, _, anchor = link.get("href", "").partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), page))
        return anchor or (_first_section(pages[target]) if target in pages else "")
    return _first_section(root)


def _first_section(root: etree._Element) -> str:
    ids = (s.get("id", "") for main in root.iter("main") for s in main.iter("section"))
    return next(filter(None, ids), "")
