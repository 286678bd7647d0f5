"""The package that EbookLib writes: pages that it must not change, and metadata."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from publish.cache import Cache
from publish.diagnostics import ContentError
from publish.errors import CannotWrite
from publish.model.book import Book, Edition
from publish.outputs.epub import write_epub
from publish.outputs.epub.archive import build_archive, unpack
from publish.outputs.epub.container import container_entries
from publish.outputs.epub.items import XHTML_TYPE, ManifestItem
from tests.epub.conftest import cover
from tests.epub.opened import Opened
from tests.running import run_context

HEAD = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
    '<head><title>T</title><link rel="stylesheet" href="a.css"/></head>'
    '<body class="chapter" epub:type="bodymatter">'
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param("<p>Text.</p>" + SVG, id="head, body class, viewBox"),
        pytest.param("<div>" * 400 + "deep" + "</div>" * 400, id="nested past 255"),
        pytest.param("<p>" + "x" * 10_100_000 + "</p><p>tail</p>", id="longer than 10,000,000"),
    ],
)
def test_a_page_is_packed_byte_for_byte(plain_book: Book, inside: str) -> None:
    page = f"{HEAD}{inside}</body></html>".encode()
    items = [ManifestItem("a.xhtml", XHTML_TYPE, page, spine=True)]
    entries = container_entries(plain_book, items, [], [], "", Cache(None))
    assert unpack(build_archive(entries))["EPUB/a.xhtml"] == page


def test_the_revision_is_in_utc_and_from_the_book(rich: Opened) -> None:
    assert rich.meta("dcterms:modified") == ["2026-03-01T23:30:00Z"]


def test_metadata(rich: Opened) -> None:
    def element(name: str) -> list[str]:
        return rich.texts("content.opf", f"//dc:{name}")

    def refined(name: str, kind: str) -> list[str]:
        query = f"//opf:meta[@property='{kind}'][@refines='#{name}']"
        return rich.texts("content.opf", query)

    assert element("title") == ["Tides & Shores", "A Pilot"]
    assert refined("title-main", "title-type") + refined("title-subtitle", "title-type") == [
        "main",
        "subtitle",
    ]
    assert element("creator") == ["A Harbour Office"]
    assert element("contributor") == ["A Drawing Room"]
    assert refined("contributor-1", "role") + refined("contributor-2", "role") == ["aut", "ill"]
    assert element("identifier")[1:] == ["urn:isbn:9783161484100"]
    assert element("language") == ["en"]
    assert element("publisher") == ["Harbour House"]
    assert element("date") == ["2026-03-01"]
    assert element("description") == ["Where the water goes."]
    assert element("subject") == ["Tides", "Shores"]
    assert element("rights") == ["All rights with the office"]
    assert rich.package.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_the_cover_is_named_in_both_ways(rich: Opened) -> None:
    (image,) = rich.find("content.opf", "//opf:item[@properties='cover-image']")
    assert rich.texts("content.opf", "//opf:meta[@name='cover']/@content") == [image.get("id")]
    assert rich.files[image.attrib["href"]] == cover().content
    assert rich.texts("cover.xhtml", "//h:img/@src") == [image.get("href")]
    assert rich.texts("cover.xhtml", "//h:img/@alt") == ["Cover: Tides & Shores, A Harbour Office"]


def test_title_and_copyright_page_show_the_metadata(rich: Opened) -> None:
    assert rich.texts(
        "titlepage.xhtml", "//h:h1 | //h:p[@class='subtitle' or @class='author']"
    ) == [
        "Tides & Shores",
        "A Pilot",
        "A Harbour Office",
    ]
    (page,) = rich.texts("copyright.xhtml", "//h:section")
    for words in (
        "All rights with the office",
        "Version 2.1",
        "ISBN 978-3-16-148410-0",
        "Cuxhaven",
    ):
        assert words in page


@pytest.mark.parametrize("field", ["title", "rights", "description"])
def test_a_control_character_is_refused_and_the_earlier_file_stays(
    plain_book: Book, tmp_path: Path, field: str
) -> None:
    target = tmp_path / "book.epub"
    target.write_bytes(b"the earlier one")
    changes: dict[str, Any] = {field: "A\0B"}
    book = replace(plain_book, metadata=replace(plain_book.metadata, **changes))
    with pytest.raises(ContentError) as caught:
        write_epub(book, Edition("epub", "epub"), target, run_context(), cover=cover())
    (error,) = caught.value.report
    message = f"`{field}` contains the control character U+0000"
    assert (error.code, error.message) == ("OUT-001", message)
    assert target.read_bytes() == b"the earlier one"


def test_a_write_that_fails_leaves_the_earlier_file_and_nothing_else(
    plain_book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out" / "book.epub"
    target.parent.mkdir()
    target.write_bytes(b"the earlier one")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CannotWrite, match="No space left"):
        write_epub(plain_book, Edition("epub", "epub"), target, run_context(), cover=cover())
    assert target.read_bytes() == b"the earlier one"
    assert list(target.parent.iterdir()) == [target]


def test_the_artifact_describes_the_file(titled: Callable[[str], Book], tmp_path: Path) -> None:
    target = tmp_path / "book.epub"
    artifact = write_epub(
        titled("B"), Edition("epub", "epub"), target, run_context(), cover=cover()
    )
    assert (artifact.path, artifact.size) == (target, target.stat().st_size)
    assert artifact.media_type == "application/epub+zip"
