"""Each element of the specimen is one element of the structure tree, and there are no others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from publish import pipeline
from publish.model.book import Book, Edition
from publish.model.roles import Role
from publish.verification.markup import is_note
from publish.verification.pdf.finished import FinishedPdf
from tests.books.built import BuildOnce
from tests.running import run_context

pytestmark = pytest.mark.slow

_X = "{http://www.w3.org/1999/xhtml}"
_SPECIMEN = Path(__file__).parents[2] / "corpus" / "specimen"
_TYPES = {
    "table": "Table", "thead": "THead", "tbody": "TBody", "tr": "TR", "th": "TH", "td": "TD",
    "caption": "Caption", "figcaption": "Caption", "blockquote": "BlockQuote", "code": "Code",
    "pre": "CodeBlock", "kbd": "Code", "em": "Em",
    "ul": "L", "ol": "L", "dl": "L", "li": "LI",
    "{http://www.w3.org/1998/Math/MathML}math": "Formula",
}  # fmt: skip
_COUNTED = sorted({*_TYPES.values(), "Aside", "Note"})


@pytest.fixture(scope="module")
def specimen() -> Book:
    return pipeline.load_book(_SPECIMEN, run_context())


def test_each_section_of_the_specimen(specimen: Book, build_once: BuildOnce) -> None:
    edition = Edition("pdf", "pdf")
    path = build_once(_SPECIMEN).out / "specimen.pdf"
    finished = FinishedPdf(path, specimen, edition, run_context())
    total: Counter[str] = Counter()
    with finished.pdf:
        others = {id(node) for node in finished.section_elements.values()}
        for section in specimen.walk():
            node = finished.section_elements.get(section.id)
            if node is None or section.role is Role.INDEX:  # which the PDF regroups
                continue
            expected = Counter(_roles(section.body))
            inside = [kid for kid in node.elements() if id(kid) not in others]
            counted = Counter(each.role for kid in inside for each in kid.walk())
            assert {role: counted[role] for role in _COUNTED} == {
                role: expected[role] for role in _COUNTED
            }, section.id
            total += expected
        _check_ids(finished)
    assert set(_COUNTED) <= set(total)


def _check_ids(finished: FinishedPdf) -> None:
    """Each ID belongs to one element and is in the tree of IDs; references are to header cells."""
    named = {node.id: node.role for node in finished.elements if node.id}
    tree = finished.pdf.Root.StructTreeRoot.IDTree.Names
    listed = {str(name): str(element.ID) for name, element in _in_pairs(tree)}
    assert list(listed) == sorted(named)
    assert list(listed) == list(listed.values())
    assert len(listed) == sum(1 for node in finished.elements if node.id)
    assert set(named.values()) == {"Note", "TH"}
    heads = {head for node in finished.elements for head in node.header_ids}
    assert heads
    assert {named[head] for head in heads} == {"TH"}


def _in_pairs(pairs: pikepdf.Object) -> Iterator[tuple[pikepdf.Object, pikepdf.Object]]:
    """The names of a name tree, each with its value."""
    flat = list(pairs)
    yield from zip(flat[::2], flat[1::2], strict=True)


def _roles(node: etree._Element) -> Iterator[str]:
    """The types of the elements of a body, but for the numbers that a chart is drawn from."""
    if node.get("class") == "chart-data":
        return
    tag = str(node.tag).removeprefix(_X)
    if tag == "aside":
        yield "Note" if is_note(node) else "Aside"
    elif tag == "dt":
        before = node.getprevious()  # several terms of one meaning are one item
        yield from () if before is not None and before.tag == node.tag else ("LI",)
    elif tag in _TYPES:
        yield _TYPES[tag]
    for child in node:
        yield from _roles(child)
