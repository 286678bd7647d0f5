"""Reads a PDF for the comparison: elements, words, page labels, outline, languages and claims.

Pages and tree are read as `publish verify` reads them, which makes no assumptions about a tool. The
text is that of a program that follows the tree alone: the words of two lines are separate only if
there is a space between them (ISO 32000-1, 14.8.2.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import pikepdf

from bench.comparison.elements import Element
from publish.verification.claims import read_claims
from publish.verification.pdf.reader.objects import Objects
from publish.verification.pdf.reader.pages import read_pages
from publish.verification.pdf.reader.runs import PageText
from publish.verification.pdf.reader.structure_tree import MarkedContent, StructureElement
from publish.verification.pdf.reader.tree_reading import attach_text, read_tree

_KINDS = {f"H{level}": "H" for level in range(1, 7)} | {"FENote": "Note"}
_INLINE = frozenset("Span Quote Code Em Strong Reference Link Annot".split())
_LANGUAGE = re.compile(rb"/Lang\s*(?:\(([A-Za-z-]+)\)|<([0-9A-Fa-f]+)>)")


class PdfReader:
    """The content of a PDF."""

    def __init__(self, path: Path) -> None:
        with pikepdf.open(path, access_mode=pikepdf.AccessMode.mmap_only) as pdf:
            self._pages: Sequence[PageText] = read_pages(path, pdf)
            self._root = attach_text(read_tree(Objects(pdf)), self._pages)
            self._roles = _role_map(pdf)
            self.labels = [str(page.label) for page in pdf.pages]
            self.labelled = "/PageLabels" in pdf.Root
            self.outline = list(_outline(pdf))
            self.languages = set(_languages(pdf))
        # PDF/UA before PDF/A, in whatever order a file has them.
        self.claims = sorted(read_claims(path), key=lambda name: not name.startswith("ua"))

    def _kind(self, node: StructureElement) -> str:
        name, seen = node.role, set[str]()
        while name in self._roles and name not in seen:
            seen.add(name)
            name = self._roles[name]
        return _KINDS.get(name, name)

    @cached_property
    def elements(self) -> list[Element]:
        """All elements of the tree, in reading order."""
        return [self._element(node) for node in self._root.walk() if node is not self._root]

    def _element(self, node: StructureElement) -> Element:
        kind, first = self._kind(node), node.first_text
        page = self.labels[first.page] if first else ""
        return Element(kind, "".join(self._read(node, notes=False)), node.alternative, page)

    @cached_property
    def text(self) -> str:
        """The text of the tree in its order, as a program without positions reads it."""
        return "".join(self._read(self._root))

    def _read(self, node: StructureElement, notes: bool = True) -> Iterator[str]:
        """The text of an element in its order, with or without its notes."""
        apart = "" if self._kind(node) in _INLINE else " "
        yield apart
        for kid in node.kids:
            if isinstance(kid, MarkedContent):
                yield kid.text
            elif notes or self._kind(kid) != "Note":
                yield from self._read(kid, notes)
        yield apart

    @property
    def untagged(self) -> int:
        """The number of marked-content sequences with text outside elements and artifacts."""
        owned = {(mark.page, mark.mcid) for mark in self._root.content()}
        return sum(
            bool(text.strip()) and (index, number) not in owned
            for index, page in enumerate(self._pages)
            for number, text in page.decoded_texts.items()
        )


def _role_map(pdf: pikepdf.Pdf) -> Mapping[str, str]:
    tree = pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary())
    roles = tree.get("/RoleMap", pikepdf.Dictionary())
    return {str(name)[1:]: str(role)[1:] for name, role in roles.items()}


def _outline(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The title of each bookmark, in order."""
    with pdf.open_outline() as outline:
        waiting = list(reversed(outline.root))
        while waiting:
            item = waiting.pop()
            yield item.title
            waiting += reversed(item.children)


def _languages(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The languages of structure elements and marked content, without that of the document."""
    for found in pdf.objects:
        if isinstance(found, pikepdf.Dictionary) and "/Lang" in found and "/S" in found:
            yield str(found.Lang)
    for page in pdf.pages:
        page.contents_coalesce()
        content = page.Contents.read_bytes() if "/Contents" in page else b""
        for match in _LANGUAGE.finditer(content):
            yield match[1].decode() if match[1] else bytes.fromhex(match[2].decode()).decode()
