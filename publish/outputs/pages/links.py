"""Links and images: from the book's own anchors and names to addresses inside the package."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import chain, count

from lxml import etree

from publish.outputs.pages.markup import find_all

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def link(root: etree._Element, homes: Mapping[str, str]) -> None:
    """Make `#id` point into the file that holds the id, where that is another."""
    for node in find_all(root, "a"):
        target = node.get("href", "")
        if target.startswith("#") and (home := homes.get(target[1:])):
            node.set("href", f"{home}{target}")


def place_images(root: etree._Element, places: Mapping[str, str]) -> None:
    """Point every image to its place in the package."""
    for image in find_all(root, "img"):
        if place := places.get(image.get("src", "")):
            image.set("src", place)


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
