"""Which places of an e-book are shown: where each kind of element stands for the first time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from publish.model.xmlsafe import parse_own

_OPF = "{http://www.idpf.org/2007/opf}"
_BLOCKS = frozenset(
    "aside blockquote div dl figure h1 h2 h3 h4 h5 h6 header nav ol p pre section table ul".split()
)
_NEAR = 400  # characters that stand on one screen


class Place(NamedTuple):
    """An element that is to be shown: its file, its number there in document order, its kind."""

    file: Path
    element: int
    kind: str


def spine(folder: Path) -> Iterator[Path]:
    """The pages of an unpacked EPUB in reading order."""
    (package,) = folder.rglob("*.opf")
    root = parse_own(package.read_bytes())
    items = {item.get("id"): item.get("href") for item in root.iter(f"{_OPF}item")}
    for reference in root.iter(f"{_OPF}itemref"):
        yield package.parent / str(items[reference.get("idref")])


def choose(pages: Iterable[Path]) -> list[Place]:
    """The first element of each kind, but those that a screen shows that is chosen before."""
    seen: set[str] = set()
    return [place for page in pages for place in _choose(page, seen)]


def _choose(page: Path, seen: set[str]) -> Iterator[Place]:
    shown, read = float("-inf"), 0
    root = parse_own(page.read_bytes())
    for number, element in enumerate(root.iter(etree.Element)):
        kind = _kind(element)
        if kind not in seen and kind:
            seen.add(kind)
            if read - shown > _NEAR:
                shown = read
                yield Place(page, number, re.sub(r"\W+", "-", kind))
        read += len("".join((element.text or "").split()))


def _kind(element: etree._Element) -> str:
    """The name and the classes of a block; "" of anything else."""
    name = etree.QName(element).localname
    if name == "math":
        return "formula" if element.get("display") == "block" else ""
    return " ".join([name, *element.get("class", "").split()]) if name in _BLOCKS else ""
