"""Whether a page of print begins at its marker."""

from __future__ import annotations

import pytest

from publish.verification.pages.page_markers import PageMarker, begins_with


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
