"""The header and the licence that Project Gutenberg puts around the web page of a book."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.importers.documents.ledger import LossKind
from publish.importers.documents.readers.archive_frame import FramedPage, without_frame
from publish.importers.documents.readers.table import find_reader

_STORY = "<h1>Salt</h1><h2>Ebb</h2><p>The mill stood.</p><h2>Flood</h2><p>It fell.</p>"
_START = "*** START OF THIS PROJECT GUTENBERG EBOOK SALT ***"
_LICENCE = "Under the licence."
_OLD = (
    f"<pre>Project Gutenberg's Salt\nTitle: Salt\n\nAuthor: Ada Hollin\n\n{_START}\n</pre>{_STORY}"
    f"<pre>End of the Project Gutenberg EBook of Salt\n</pre><pre>{_LICENCE}</pre>"
)
_PARAGRAPHS = (
    f"<div><p>Free for all.</p><p>Title: Salt</p><p>{_START}</p></div><div>{_STORY}</div>"
    f"<p>*** END OF THE PROJECT GUTENBERG EBOOK SALT ***</p><div><p>{_LICENCE}</p></div>"
)
_NEW = (
    '<section class="pg-boilerplate pgheader" id="pg-header"><h2>The eBook of Salt</h2>'
    f"<p><strong>Title</strong>: Salt</p><div>{_START}</div></section>{_STORY}"
    f'<section class="pg-boilerplate" id="pg-footer"><p>{_LICENCE}</p></section>'
)


@pytest.mark.parametrize("body", [_OLD, _PARAGRAPHS, _NEW])
def test_header_and_licence_of_an_archive_are_no_text_of_the_book(
    body: str, tmp_path: Path
) -> None:
    page = tmp_path / "salt.html"
    title = "The Project Gutenberg eBook of Salt, by Ada Hollin"
    page.write_text(f"<html><head><title>{title}</title></head><body>{body}</body></html>", "utf-8")
    read = find_reader(page)
    assert read is not None
    project = read(page)
    (document,) = project.documents
    assert document.text is not None
    assert _STORY in document.text.replace("\n", "")
    assert "GUTENBERG" not in document.text
    assert _LICENCE not in document.text
    assert (project.title, project.authors) == ("Salt", ("Ada Hollin",))
    assert project.ledger.entries[LossKind.FRAME].count == 1


@pytest.mark.parametrize(
    "text", ["<p>*** START OF THE SONG ***</p>", "<p>Of Gutenberg's press.</p>"]
)
def test_other_pages_stay_as_they_are(text: str) -> None:
    assert without_frame(text) == FramedPage(text)


@pytest.mark.parametrize(
    ("name", "title", "authors"),
    [
        (
            "The Project Gutenberg E-text of Salt and Sand, by A. Hollin",
            "Salt and Sand",
            ("A. Hollin",),
        ),
        ("The Project Gutenberg eBook of Salt", "Salt", ()),
        ("Salt; or, The Mill | Project Gutenberg", "Salt; or, The Mill", ()),
        ("Salt", None, ()),
    ],
)
def test_the_title_of_such_a_page(name: str, title: str | None, authors: tuple[str, ...]) -> None:
    page = without_frame(f"<title>{name}</title><p>{_START}</p><p>Text.</p>")
    assert (page.title, page.authors) == (title, authors)
