"""The structure of a page as HTML."""

from __future__ import annotations

import pytest

from publish.model.language import localized_words
from publish.outputs.pages.markup import parse_document
from publish.outputs.web.html import to_html
from publish.outputs.web.structure import adapt_structure


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("1234<wbr/>5678<wbr/>90", "1234567890"),
        ("<em>12</em>34<wbr/>56", "<em>12</em>3456"),
        ("١٩<wbr/>٠٠", "١٩٠٠"),
        ("harbour-<wbr/>master", "harbour-<wbr>master"),
        ("1900-<wbr/>1950", "1900-<wbr>1950"),
    ],
)
def test_a_number_stays_whole_on_a_phone(cell: str, shown: str) -> None:
    table = f"<table><tr><td>{cell}</td></tr></table>"
    root = parse_document(
        '<html xmlns="http://www.w3.org/1999/xhtml"><head/><body><main>'
        f"<h1>T</h1>{table}</main></body></html>"
    )
    adapt_structure(root, "T", localized_words("en"))
    assert f"<td>{shown}\n" in to_html(root).decode()
