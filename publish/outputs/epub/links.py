"""Links and images: from the book's own anchors and names to addresses inside the package."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import chain, count

from lxml import etree

from publish.model.book import Resource
from publish.outputs.epub.markup import find_all
from publish.outputs.epub.pages import Page, relative

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def link_pages(pages: Sequence[Page]) -> None:
    """Make `#id` point into the file that holds the id; a link within a file stays as it is."""
    homes = anchors(pages)
    for page in pages:
        for link in find_all(page.root, "a"):
            target = link.get("href", "")
            home = homes.get(target[1:]) if target.startswith("#") else None
            if home and home != page.href:
                link.set("href", f"{relative(home, page.href)}{target}")


def anchors(pages: Iterable[Page]) -> dict[str, str]:
    """The address of the file that holds each anchor of the book."""
    return {anchor: page.href for page in pages if page.section for anchor in _anchors(page.root)}


def _anchors(root: etree._Element) -> list[str]:
    return [anchor for node in root.iter(etree.Element) if (anchor := node.get("id"))]


def place_images(pages: Iterable[Page], resources: Iterable[Resource]) -> dict[str, Resource]:
    """Point every image to its place in the package; the images that are shown, by that place."""
    known = {resource.href: resource for resource in resources}
    names = safe_names(known)
    shown: dict[str, Resource] = {}
    for page in pages:
        for image in find_all(page.root, "img"):
            resource = known.get(image.get("src", ""))
            if page.section and resource:
                place = names[resource.href]
                image.set("src", relative(place, page.href))
                shown[place] = resource
    return shown


def safe_names(names: Iterable[str]) -> dict[str, str]:
    """A name for each file that every file system and reading system takes, in the same folder.

    EPUBCheck warns of spaces, and names may not differ by case alone (OCF 3.3, 4.2.3).
    """
    safe: dict[str, str] = {}
    for name in sorted(names):
        stem, extension = posixpath.splitext("/".join(map(_safe, name.split("/"))))
        tries = (
            f"{stem}{ending}{extension}" for ending in chain([""], map("-{}".format, count(2)))
        )
        safe[name] = next(new for new in tries if new.lower() not in map(str.lower, safe.values()))
    return safe


def _safe(part: str) -> str:
    """One part of a path in plain ASCII; a part that has none in it is called `image`."""
    stem, extension = posixpath.splitext(part)
    ascii_stem = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    return f"{_UNSAFE.sub('-', ascii_stem).strip('-') or 'image'}{extension}"
