"""Each element of the specimen is one element of the structure tree, and there are no others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from publish import pipeline
from publish.diagnostics import Report
from publish.model.book import Book, Edition
from publish.model.roles import Role
from publish.outputs.pdf.writer import write_pdf
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.text import is_note

_X = "{http://www.w3.org/1999/xhtml}"
_SPECIMEN = Path(__file__).parents[2] / "corpus" / "specimen"
_TYPES = {
    "table": "Table", "thead": "THead", "tbody": "TBody", "tr": "TR", "th": "TH", "td": "TD",
    "caption": "Caption", "figcaption": "Caption", "blockquote": "BlockQuote", "code": "Code",
    "ul": "L", "ol": "L", "dl": "L", "li": "LI",
    "{http://www.w3.org/1998/Math/MathML}math": "Formula",
}  # fmt: skip
_COUNTED = sorted({*_TYPES.values(), "Note"})


@pytest.fixture(scope="module")
def specimen() -> Book:
    return pipeline.read(_SPECIMEN, Report())


def test_each_section_of_the_specimen(specimen: Book, tmp_path: Path) -> None:
    edition = Edition("pdf", "pdf")
    path = tmp_path / "specimen.pdf"
    write_pdf(specimen, edition, path, Report())
    finished = Finished.open(path, specimen, edition, None)
    seen: Counter[str] = Counter()
    with finished.pdf:
        others = {id(node) for node in finished.elements.values()}
        for section in specimen.walk():
            node = finished.elements.get(section.id)
            if node is None or section.role is Role.INDEX:  # which the PDF gathers anew
                continue
            expected = Counter(_roles(section.body))
            inside = [kid for kid in node.nodes() if id(kid) not in others]
            found = Counter(each.role for kid in inside for each in kid.walk())
            assert {role: found[role] for role in _COUNTED} == {
                role: expected[role] for role in _COUNTED
            }, section.id
            seen += expected
    assert set(_COUNTED) <= set(seen)


def _roles(node: etree._Element) -> Iterator[str]:
    """The types of the elements of a body, but for the numbers that a chart is drawn from."""
    if node.get("class") == "chart-data":
        return
    tag = str(node.tag).removeprefix(_X)
    if is_note(node):
        yield "Note"
    elif tag == "dt":
        before = node.getprevious()  # several terms of one meaning are one item
        yield from () if before is not None and before.tag == node.tag else ("LI",)
    elif tag in _TYPES:
        yield _TYPES[tag]
    for child in node:
        yield from _roles(child)
