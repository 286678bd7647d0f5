"""Nav, NCX, landmarks, contents page and spine of a small book."""

from __future__ import annotations

import cssselect2
import tinycss2

from tests.epub.conftest import RICH, MakeEpub
from tests.epub.opened import Opened

SECTIONS = [
    ("Dedication", "text/to.xhtml", 1),
    ("Preface", "text/preface.xhtml", 1),
    ("Part I. Water", "text/water.xhtml", 1),
    ("Chapter 1. Ebb", "text/ebb.xhtml", 2),
    ("1.1 Springs", "text/ebb.xhtml#springs", 3),
    ("Deep down", "text/ebb.xhtml#deep", 4),
    ("Chapter 2. Flood", "text/flood.xhtml", 2),
    ("Appendix A. Tables", "text/tables.xhtml", 1),
]


def test_the_nav_holds_every_section_to_full_depth(rich: Opened) -> None:
    links = rich.find("nav.xhtml", "//h:nav[@epub:type='toc']//h:a")
    found = [(a.text, a.get("href"), len(list(a.iterancestors("{*}ol")))) for a in links]
    assert found == SECTIONS


def test_the_ncx_holds_the_same_in_reading_order(rich: Opened) -> None:
    points = rich.find("toc.ncx", "//ncx:navPoint")
    found = [
        (
            point.findtext("ncx:navLabel/ncx:text", namespaces={"ncx": point.nsmap[None]}),
            point.findall("{*}content")[0].get("src"),
            1 + len(list(point.iterancestors("{*}navPoint"))),
        )
        for point in points
    ]
    assert found == SECTIONS
    assert [p.get("playOrder") for p in points] == [str(n + 1) for n in range(len(SECTIONS))]
    assert rich.texts("toc.ncx", "//ncx:meta[@name='dtb:depth']/@content") == ["4"]
    identifier = rich.texts("content.opf", "//dc:identifier[@id='identifier']")
    assert rich.texts("toc.ncx", "//ncx:meta[@name='dtb:uid']/@content") == identifier


def test_the_spine_begins_with_the_cover_and_leaves_the_nav_out(rich: Opened) -> None:
    files = [address for _, address, _ in SECTIONS if "#" not in address]
    assert rich.spine() == [
        "cover.xhtml", "titlepage.xhtml", "copyright.xhtml", files[0], "contents.xhtml",
        *files[1:], "colophon.xhtml",
    ]  # fmt: skip
    assert rich.find("content.opf", "//opf:itemref[@linear='no']") == []
    assert rich.texts("content.opf", "//opf:item[@properties='nav']/@href") == ["nav.xhtml"]


def test_the_contents_page_goes_as_deep_as_the_book_says(rich: Opened) -> None:
    links = rich.find("contents.xhtml", "//h:nav//h:a")
    shown = [
        ("".join(a.itertext()), a.get("href"), len(list(a.iterancestors("{*}ol")))) for a in links
    ]
    assert shown == [entry for entry in SECTIONS[1:] if entry[2] <= 2]


def test_landmarks_name_each_place_once(rich: Opened) -> None:
    links = rich.find("nav.xhtml", "//h:nav[@epub:type='landmarks']//h:a")
    kinds = {a.get("{http://www.idpf.org/2007/ops}type"): a.get("href") for a in links}
    assert len(kinds) == len(links)
    assert kinds == {
        "cover": "cover.xhtml",
        "titlepage": "titlepage.xhtml",
        "copyright-page": "copyright.xhtml",
        "dedication": "text/to.xhtml",
        "toc": "contents.xhtml",
        "preface": "text/preface.xhtml",
        "bodymatter": "text/water.xhtml",
        "appendix": "text/tables.xhtml",
        "colophon": "colophon.xhtml",
    }


def test_an_authors_colophon_takes_the_place_of_ours(make_epub: MakeEpub) -> None:
    files = {"a.md": "# A\n\nText.\n", "colophon.md": "# Colophon\n\nSet by hand.\n"}
    manifest = '[book]\ntitle = "T"\nlanguage = "en"\n[structure]\nbodymatter = ["a.md"]\n'
    made = make_epub({**files, "book.toml": f'{manifest}backmatter = ["colophon.md"]\n'})
    assert "colophon.xhtml" not in made.files
    assert made.spine()[-1] == "text/colophon.xhtml"


def test_a_section_may_have_the_name_of_a_generated_page(make_epub: MakeEpub) -> None:
    manifest = RICH["book.toml"].replace('id = "water"', 'id = "cover"')
    files = {**RICH, "book.toml": manifest, "ebb.md": "# Ebb {#ebb}\n\nIt falls.\n"}
    made = make_epub(files)
    assert {"cover.xhtml", "text/cover.xhtml"} <= set(made.spine())


def test_no_list_of_the_navigation_shows_numbers_of_its_own(rich: Opened) -> None:
    nav = cssselect2.ElementWrapper.from_html_root(rich.tree("nav.xhtml"))
    style = rich.files["style/book.css"].decode()
    rules = tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)
    plain = [
        cssselect2.compile_selector_list(rule.prelude)
        for rule in rules
        if rule.type == "qualified-rule" and "list-style: none" in tinycss2.serialize(rule.content)
    ]
    lists = [node for node in nav.iter_subtree() if node.local_name == "ol"]
    assert lists
    assert all(any(node.matches(*selectors) for selectors in plain) for node in lists)
