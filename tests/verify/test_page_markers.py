"""Whether a page of print begins at its marker."""

from __future__ import annotations

import pytest
from lxml import etree

from publish.verification.pages.page_markers import (
    PageMarker,
    begins_with,
    page_markers,
)


@pytest.mark.parametrize(
    ("page", "before", "after", "is_right"),
    [
        ("saltandsandandmore", "", "saltandsand", True),
        ("12saltandsandandmore", "", "saltandsand", True),
        ("andsaltandsand", "and", "saltandsand", False),
        ("chapter2tables", "", "chapter2tablestable21alo", True),  # the rest is on the next page
        ("chapter2tables", "", "tablestable21alongandwid", True),
        ("chapter2tables", "", "listsandothermattersofth", False),
        ("chapter2tables", "chapter2", "tablestable21alongandwid", False),
        ("", "", "saltandsand", False),
    ],
)
def test_a_page_and_its_marker(page: str, before: str, after: str, is_right: bool) -> None:
    marker = PageMarker(folio="7", address="a.html#page-7", before=before, after=after)
    assert begins_with(page, marker) is is_right


@pytest.mark.parametrize(
    ("after", "letters"),
    [
        ("<p>The salt.</p>", "thesalt"),
        ('<figcaption><span class="label">Listing 3</span>. Of salt</figcaption>', "ofsalt"),
        ('<caption><span class="label">Table 3.</span> Of salt</caption>', "ofsalt"),
        ('<p>Sand <i>so</i></p><figcaption><span class="label">Figure 3</span>', "sandso"),
        ('<h2><span class="label">Chapter 3</span> Of salt</h2>', "chapter3ofsalt"),
    ],
)
def test_the_label_of_a_caption_may_be_another_in_print(after: str, letters: str) -> None:
    """Where one edition shows a picture, another may have code with the same caption."""
    page = '<span role="doc-pagebreak" id="page-7" aria-label="page 7"/>'
    text = f'<main xmlns="http://www.w3.org/1999/xhtml">{page}{after}</main>'
    parser = etree.XMLParser(recover=True)
    (marker,) = page_markers("a.xhtml", etree.fromstring(text, parser), "page {}")
    assert (marker.folio, marker.after) == ("7", letters)
