"""The page of a release offers each edition as readers get it."""

from __future__ import annotations

from pathlib import Path

from lxml import html


def test_a_page_offers_files_and_sites_but_not_what_is_for_a_printer(released: Path) -> None:
    page = html.document_fromstring((released / "index.html").read_bytes())
    offers = page.cssselect(".downloads li > *")
    sold, *given = [
        (" ".join(each.text_content().split()), each.get("href"), each.get("download"))
        for each in offers
    ]
    assert sold == ("EPUB 9.99 EUR", "https://salt.example/tides", None)
    assert [(address, download) for _, address, download in given] == [
        ("the-tides-of-lisse-2.0.pdf", ""),
        ("the-tides-of-lisse-2.0-pdf-2.pdf", ""),
        ("the-tides-of-lisse-2.0-web/index.html", None),
    ]
    assert all((released / str(address)).is_file() for _, address, _ in given)
    assert given[-1][0] == "HTML"
