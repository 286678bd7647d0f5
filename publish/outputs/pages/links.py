"""Links and images: from the book's own anchors and names to addresses in the product."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, count
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

import msgspec
from lxml import etree

from publish.model.xmlsafe import parse_own
from publish.outputs.pages.markup import find_all

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_ADDRESSES = etree.XPath("//@href | //@src", smart_strings=False)
_ANCHORS = etree.XPath("//@id", smart_strings=False)


class DocumentLinks(msgspec.Struct, frozen=True):
    """The anchors of a document, and the files and anchors that it refers to ("" for no anchor)."""

    anchors: list[str]
    references: list[tuple[str, str]]


def anchors_of(root: etree._Element) -> list[str]:
    """Every id in a document."""
    anchors: list[str] = _ANCHORS(root)
    return anchors


def document_links(path: str, content: bytes) -> DocumentLinks:
    """The links of a finished document, read back from its bytes; `path` is its own."""
    return links_in(path, parse_own(content))


def links_in(path: str, root: etree._Element) -> DocumentLinks:
    """The links of a document that nothing will change any more."""
    return DocumentLinks(anchors_of(root), list(_references(path, root)))


def _references(path: str, root: etree._Element) -> Iterator[tuple[str, str]]:
    """The files of the product that a document refers to, with the fragments."""
    for address in dict.fromkeys(_ADDRESSES(root)):
        parts = urlsplit(address)
        if parts.scheme or not (parts.path or parts.fragment):
            continue
        target = posixpath.join(posixpath.dirname(path), unquote(parts.path))
        yield posixpath.normpath(target) if parts.path else path, parts.fragment


def resolve_links(root: etree._Element, files: Mapping[str, str]) -> None:
    """Make each `#id` lead to the file that contains the id, if that is another one."""
    for node in find_all(root, "a"):
        target = node.get("href", "")
        if target.startswith("#") and (file := files.get(target[1:])):
            node.set("href", f"{file}{target}")


def resolve_images(root: etree._Element, addresses: Mapping[str, str]) -> None:
    """Give each image its address in the product."""
    for image in find_all(root, "img"):
        if address := addresses.get(image.get("src", "")):
            image.set("src", address)


def safe_names(
    names: Iterable[str], suffixes: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """For each file a name in the same folder that all file and reading systems accept.

    EPUBCheck warns of spaces, and names must differ by more than case (OCF 3.3, 4.2.3). `suffixes`
    are new ones for some of the names.
    """
    safe: dict[str, str] = {}
    for name in sorted(names):
        stem, extension = posixpath.splitext("/".join(map(_safe_part, name.split("/"))))
        extension = suffixes.get(name, extension)
        candidates = (
            f"{stem}{ending}{extension}" for ending in chain([""], map("-{}".format, count(2)))
        )
        taken = {new.lower() for new in safe.values()}
        safe[name] = next(new for new in candidates if new.lower() not in taken)
    return safe


def _safe_part(part: str) -> str:
    """One part of a path in plain ASCII; if nothing of it is ASCII, it is called `image`."""
    stem, extension = posixpath.splitext(part)
    ascii_stem = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    return f"{_UNSAFE.sub('-', ascii_stem).strip('-') or 'image'}{extension}"
