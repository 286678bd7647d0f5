"""A finished EPUB, taken apart by name; reads the file, never the writer's objects."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

NS = {
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
}
_READER = etree.XMLParser(huge_tree=True)


@dataclass(frozen=True)
class Opened:
    """The files of an EPUB below its package folder."""

    path: Path
    files: dict[str, bytes]

    def tree(self, name: str) -> etree._Element:
        return etree.fromstring(self.files[name], _READER)

    @property
    def package(self) -> etree._Element:
        return self.tree("content.opf")

    def find(self, name: str, query: str) -> list[etree._Element]:
        nodes: list[etree._Element] = self.tree(name).xpath(query, namespaces=NS)
        return nodes

    def texts(self, name: str, query: str) -> list[str]:
        """The words of what a query finds, in one line each."""
        found = self.find(name, query)
        return [
            " ".join(("".join(n.itertext()) if isinstance(n, etree._Element) else str(n)).split())
            for n in found
        ]

    def spine(self) -> list[str]:
        """The addresses of the pages in reading order."""
        manifest = {n.get("id"): n.attrib["href"] for n in self.find("content.opf", "//opf:item")}
        return [manifest[n.get("idref")] for n in self.find("content.opf", "//opf:itemref")]

    def meta(self, name: str) -> list[str]:
        return self.texts("content.opf", f"//opf:meta[@property='{name}']")


def opened(path: Path) -> Opened:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        return Opened(path, {name.removeprefix("EPUB/"): archive.read(name) for name in names})
