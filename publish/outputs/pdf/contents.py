"""Page numbers as text: filled into the contents once the pages are known."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from publish.model.numerals import roman


def folio(page: int, front_pages: int) -> str:
    """The folio printed on a page (index from 0): roman in the front, arabic from 1 behind it."""
    return roman(page + 1) if page < front_pages else str(page - front_pages + 1)


def fill(root: Element, folios: Mapping[str, str]) -> bool:
    """Write the folio of each place into the spans that wait for it; whether anything changed."""
    changed = False
    for span in root.iter("span"):
        anchor = span.get("data-page")
        if anchor is not None and span.text != folios.get(anchor, ""):
            span.text = folios.get(anchor, "")
            changed = True
    return changed
