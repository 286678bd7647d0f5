"""The handbook's table of constructs matches the book that uses all of them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from publish.sources.markdown.shaping.constructs import CONSTRUCTS
from tests.books.built import BuildOnce

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
_TABLE = ROOT / "corpus/handbook/constructs.md"
_ROW = re.compile(r"^\| ([^|`]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.M)
ROWS = [row for row in _ROW.findall(_TABLE.read_text(encoding="utf-8")) if row[0] != "Construct"]


@pytest.fixture(scope="module")
def specimen(build_once: BuildOnce) -> Path:
    return build_once(ROOT / "corpus/specimen").out


@pytest.fixture(scope="module")
def elements(specimen: Path) -> set[tuple[str, frozenset[str]]]:
    """Every element of the EPUB, by its name and classes."""
    found = set()
    with zipfile.ZipFile(specimen / "specimen.epub") as archive:
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                for node in etree.fromstring(archive.read(name)).iter(etree.Element):
                    classes = frozenset(node.get("class", "").split())
                    found.add((etree.QName(node).localname, classes))
    return found


@pytest.fixture(scope="module")
def types(specimen: Path) -> set[str]:
    """Every structure type of the PDF."""
    found: set[str] = set()

    def walk(at: object) -> None:
        if isinstance(at, pikepdf.Array):
            for each in at:
                walk(each)
        elif isinstance(at, pikepdf.Dictionary) and "/S" in at:
            found.add(str(at.S).lstrip("/"))
            walk(at.get("/K"))

    with pikepdf.open(specimen / "specimen.pdf") as pdf:
        walk(pdf.Root.StructTreeRoot.K)
    return found


def _codes(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_there_are_rows() -> None:
    assert len(ROWS) > 30


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_construct_has_the_output_in_the_table(
    row: tuple[str, str, str, str],
    elements: set[tuple[str, frozenset[str]]],
    types: set[str],
) -> None:
    _, _, in_epub, in_pdf = row
    selectors = _codes(in_epub)
    assert selectors
    for selector in selectors:
        name, *classes = selector.split(".")
        assert any(name == tag and set(classes) <= have for tag, have in elements), selector
    assert set(_codes(in_pdf)) <= types


def test_every_fenced_block_is_in_the_table() -> None:
    written = " ".join(cell for row in ROWS for cell in row[1:3])
    for name in CONSTRUCTS:
        assert re.search(rf"\b{name}\b", written), name
