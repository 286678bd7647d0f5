"""The content documents: headings, notes, links, images, tables, languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from publish.model.section import heading_text
from publish.outputs.pages.links import safe_names
from publish.outputs.pages.tables import frame_tables
from publish.verification.validators import validate_epub
from tests.epub.conftest import RICH, MakeEpub, ReadFiles
from tests.epub.opened import NS, Opened

EPUB_TYPE = f"{{{NS['epub']}}}type"
EBB = "text/ebb.xhtml"


@pytest.mark.java
def test_epubcheck_finds_nothing(rich: Opened) -> None:
    (verdict,) = validate_epub([rich.path])
    assert [str(d) for d in verdict.diagnostics()] == []


def test_every_heading_reads_as_its_section(rich: Opened, read_files: ReadFiles) -> None:
    for section in read_files(RICH).walk():
        file = next(
            name
            for name in rich.files
            if f'<section id="{section.id}"'.encode() in rich.files[name]
        )
        heading = f"//h:section[@id='{section.id}']/descendant::*[@class='heading'][1]"
        expected = [] if section.role == "dedication" else [heading_text(section)]
        assert rich.texts(file, heading)[:1] == expected


def test_sections_carry_both_vocabularies(rich: Opened) -> None:
    (chapter,) = rich.find(EBB, "//h:section[@id='ebb']")
    assert (chapter.get(EPUB_TYPE), chapter.get("role")) == ("chapter", "doc-chapter")
    (body,) = rich.find(EBB, "//h:body")
    assert (body.get(EPUB_TYPE), body.get("class")) == ("bodymatter", "chapter")
    assert rich.texts(EBB, "//h:title") == ["Chapter 1. Ebb"]


def test_notes_are_at_the_end_and_link_back(rich: Opened) -> None:
    (notes,) = rich.find(EBB, "//h:body/h:section[last()]")
    assert notes.get(EPUB_TYPE) == "footnotes"
    asides = notes.findall("h:aside", NS)
    assert [a.get(EPUB_TYPE) for a in asides] == ["footnote", "footnote"]
    assert {a.get("role") for a in asides} == {"doc-footnote"}
    calls = rich.find(EBB, "//h:a[@epub:type='noteref']")
    assert [(c.text, c.get("role")) for c in calls] == [(n, "doc-noteref") for n in "121"]
    assert [c.get("href") for c in calls] == [f"#{asides[i].get('id')}" for i in (0, 1, 0)]
    back = [link for a in asides for link in a.iterfind(".//h:a[@role='doc-backlink']", NS)]
    assert [b.get("href") for b in back] == [f"#{calls[i].get('id')}" for i in (0, 1)]
    assert {b.get("aria-label") for b in back} == {"Back to the text"}
    assert ["".join(a.itertext()).split() for a in asides] == [
        "1 The first note. ↑".split(),
        "2 The second. Of two paragraphs. ↑".split(),
    ]


def test_links_lead_into_the_right_file(rich: Opened) -> None:
    assert rich.texts("text/preface.xhtml", "//h:p/h:a/@href") == ["ebb.xhtml#ebb"]
    inside = rich.texts(EBB, "//h:section[@id='ebb']//h:a[not(@role)]/@href")
    assert inside == ["#deep", "#tbl", "water.xhtml#water"]


def test_only_the_images_that_are_shown_are_packed(rich: Opened) -> None:
    assert [name for name in rich.files if name.startswith("images/")] == ["images/a-square.svg"]
    assert rich.texts(EBB, "//h:img/@src") == ["../images/a-square.svg"]
    assert rich.files["images/a-square.svg"].decode() == RICH["images/a square.svg"]


def test_names_are_safe_and_stay_apart() -> None:
    names = [
        "images/Ä b.png",
        "images/a b.png",
        "images/A-b.png",
        "images/图.svg",
        "images/x/图.svg",
    ]
    assert safe_names(names) == {
        "images/A-b.png": "images/A-b.png",
        "images/a b.png": "images/a-b-2.png",
        "images/Ä b.png": "images/A-b-3.png",
        "images/图.svg": "images/image.svg",
        "images/x/图.svg": "images/x/image.svg",
    }


def test_tables_do_not_scroll(rich: Opened) -> None:
    (frame,) = rich.find(EBB, "//h:table/..")
    assert dict(frame.attrib) == {"class": "table"}
    assert rich.texts(EBB, "//h:thead//h:th/@scope") == ["col", "col"]
    assert rich.texts(EBB, "//h:td/@class") == ["left", "right"]
    assert rich.find(EBB, "//@style") == []


def test_alignment_leaves_a_cell_its_class() -> None:
    cell = '<td class="inner" style="text-align:right"/>'
    table = f'<table xmlns="{NS["h"]}"><tr>{cell}</tr></table>'
    root = etree.fromstring(f"<body>{table}</body>")
    frame_tables(root)
    assert [cell.get("class") for cell in root.iter("{*}td")] == ["right inner"]


def test_languages_are_given_twice(rich: Opened) -> None:
    (root,) = rich.find(EBB, "/h:html")
    assert root.get("lang") == root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    (word,) = rich.find("text/tables.xhtml", "//h:span[@lang]")
    assert word.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"


def test_missing_text_is_announced(rich: Opened) -> None:
    (notice,) = rich.texts("text/flood.xhtml", "//*[@class='missing-notice']")
    assert notice == "The source names this section but does not hold its text."


def test_markup_in_the_text_stays_text(rich: Opened) -> None:
    assert "<dfn>No tag</dfn>" in "".join(rich.tree(EBB).itertext())


def test_the_book_is_not_changed_by_writing(read_files: ReadFiles, make_epub: MakeEpub) -> None:
    """The PDF is made from the same bodies, and must not find the notes gone."""
    assert make_epub(RICH).files == make_epub(RICH).files
    book = read_files(RICH)
    ebb = next(section for section in book.walk() if section.id == "ebb")
    assert len(list(ebb.body.iter("{*}aside"))) == 2


@pytest.mark.java
def test_right_to_left(make_epub: MakeEpub) -> None:
    manifest = '[book]\ntitle = "كتاب"\nlanguage = "ar"\n[structure]\nbodymatter = ["a.md"]\n'
    made = make_epub({"book.toml": manifest, "a.md": "# فصل\n\nنص.\n"})
    assert made.package.get("dir") == "rtl"
    assert made.texts("content.opf", "//opf:spine/@page-progression-direction") == ["rtl"]
    assert made.texts("text/a.xhtml", "/h:html/@dir") == ["rtl"]
    (verdict,) = validate_epub([made.path])
    assert [str(d) for d in verdict.diagnostics()] == []


def test_a_style_sheet_without_fixed_sizes_or_colours(rich: Opened) -> None:
    """The reader's own size, leading and colours hold: none is set on the body."""
    css = rich.files["style/book.css"].decode()
    body = css[css.index("body {") :].split("}")[0]
    assert not {"color", "font-size", "line-height", "background", "margin"} & {
        line.split(":")[0].strip() for line in body.splitlines()
    }
    assert css.count("counter") == css.count("counter(list-item")  # numbers are text
    lengths = css[css.index("/* The text */") :].replace("1px", "").replace("2px", "")
    assert "px" not in lengths
    assert "pt;" not in lengths
    assert Path(rich.path).stat().st_size < 300_000
