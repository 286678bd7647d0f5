"""The file for programs that open it: outline, labels, metadata, fonts, tags, bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from publish.model.section import heading_text
from tests.pdf.conftest import RICH, Pages, make


def outline(pages: Pages) -> list[tuple[int, str, int]]:
    """The bookmarks as depth, title and page index."""
    numbers = {page.obj.objgen: index for index, page in enumerate(pages.pdf.pages)}

    def walk(items: Any, depth: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            yield depth, item.title, numbers[item.destination[0].objgen]
            yield from walk(item.children, depth + 1)

    with pages.pdf.open_outline() as outline:
        return list(walk(outline.root, 1))


def elements(pages: Pages) -> Iterator[Dictionary]:
    """Every structure element, in reading order."""

    def walk(element: Any) -> Iterator[Dictionary]:
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield kid
                yield from walk(kid)

    yield from walk(pages.pdf.Root.StructTreeRoot)


def roles(pages: Pages) -> list[str]:
    return [str(element.S) for element in elements(pages)]


def test_bookmarks_are_the_sections_and_the_contents_before_them(rich: Pages) -> None:
    expected = [(section.level, heading_text(section)) for section in rich.book.walk()]
    expected.insert(1, (1, "Contents"))  # after the dedication, where it stands
    bookmarks = outline(rich)
    assert [(depth, title) for depth, title, _ in bookmarks] == expected
    assert rich.texts[bookmarks.pop(1)[2]].startswith("Contents")
    for section, (_, _, page) in zip(rich.book.walk(), bookmarks, strict=True):
        shown = "those who wait" if section.role == "dedication" else section.title
        assert shown in rich.texts[page].replace("\r\n", " ")


def test_metadata_come_from_the_book_and_not_the_clock(rich: Pages) -> None:
    info = rich.pdf.docinfo
    assert info["/Title"] == "Tides & Shores"
    assert info["/ModDate"] == info["/CreationDate"] == "D:20260301233000Z"
    with rich.pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == "Tides & Shores"
        assert xmp["dc:creator"] == ["A Harbour Office"]
        assert xmp["xmp:ModifyDate"] == "2026-03-01T23:30:00Z"
        assert xmp["pdfuaid:part"] == "1"
    assert rich.pdf.Root.Lang == "en"
    assert rich.pdf.Root.ViewerPreferences.DisplayDocTitle


def test_only_fonts_of_the_theme_are_in_the_file(rich: Pages) -> None:
    names = set()
    for item in rich.pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == Name.FontDescriptor:
            names.add(str(item.FontName)[1:].split("+")[-1].replace("-", " ").split(",")[0])
    assert names
    for name in names:
        assert name.startswith(("EB Garamond", "Source Sans 3", "Source Code Pro")), name


def test_a_paragraph_over_two_pages_is_one_element(rich: Pages) -> None:
    paragraphs = [e for e in elements(rich) if e.S == Name.P]
    pages = [
        {k.Pg.objgen for k in e.K if isinstance(k, Dictionary) and "/Pg" in k} for e in paragraphs
    ]
    split = [
        e
        for e, others in zip(paragraphs, pages, strict=True)
        if "/Pg" in e and others - {e.Pg.objgen}
    ]
    assert split
    assert roles(rich).count("/Table") == 1
    assert roles(rich).count("/THead") == 1


def test_notes_follow_their_calls(rich: Pages) -> None:
    types = roles(rich)
    assert types.count("/Note") == 24
    note = types.index("/Note")
    assert types[note - 2 : note] == ["/Reference", "/Link"]


def test_links_are_described_by_their_targets(rich: Pages) -> None:
    links = [link for page in rich.pdf.pages for link in page.get("/Annots", [])]
    descriptions = {str(link.get("/Dest", "")): str(link.Contents) for link in links}
    assert descriptions["note-ebb-24"] == "Note 24"
    assert descriptions["call-ebb-24"] == "Back to the text"
    to_dune = {str(link.Contents) for link in links if link.get("/Dest") == "dune"}
    assert f"Chapter 4. Dune {rich.labels[rich.page_of('Sand, and')]}" in to_dune


def test_contents_are_tagged_as_contents(rich: Pages) -> None:
    types = roles(rich)
    assert types.count("/TOCI") >= 7
    assert types.count("/TOC") >= 2


def test_list_items_have_label_and_body(rich: Pages) -> None:
    for item in (e for e in elements(rich) if e.S == Name.LI):
        assert [str(kid.S) for kid in item.K] == ["/Lbl", "/LBody"]


def test_external_links_are_described_by_their_text(rich: Pages) -> None:
    links = [
        annotation
        for page in rich.pdf.pages
        for annotation in page.get("/Annots", [])
        if annotation.Subtype == Name.Link
    ]
    assert any(str(link.Contents) == "a slanted link" for link in links)
    assert all(link.F == 4 for link in links)
    outside = [link for link in links if "/A" in link]
    assert len(outside) == 1


def test_an_image_has_its_alternative_text_and_its_bounds(rich: Pages) -> None:
    (figure,) = [e for e in elements(rich) if Name.Figure == e.S]
    assert figure.Alt == "A mark on the shore"
    left, low, right, high = (float(edge) for edge in figure.A.BBox)
    assert 0 < left < right < 432
    assert 0 < low < high < 648


def test_running_heads_and_folios_are_artifacts(rich: Pages) -> None:
    page = rich.pdf.pages[rich.page_of("Chapter 1\r\nEbb") + 1]
    content = b"\n".join(part.read_bytes() for part in page.Contents)
    assert content.count(b"/Header") == 2
    owners = list(rich.pdf.Root.StructTreeRoot.ParentTree.Nums)
    marks = dict(zip(owners[::2], owners[1::2], strict=True))[page.StructParents]
    assert content.count(b"/MCID") == len(marks)


def test_the_bytes_are_the_same_in_another_environment(rich: Pages, elsewhere: Path) -> None:
    assert make(RICH, elsewhere).content == rich.content
