"""EPUBs: order and nesting, notes in other documents, page marks, archives of strangers."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publish import api
from publish.api import importing
from publish.diagnostics import ContentError

_CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
_PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">x</dc:identifier>
<dc:title>On Ropes</dc:title><dc:creator>Ada Hollin</dc:creator><dc:language>en</dc:language>
<dc:description>&lt;p>Of &lt;b>ropes&lt;/b>.&lt;/p></dc:description><dc:date>2024-05-06</dc:date>
</metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="t" href="t.xhtml" media-type="application/xhtml+xml"/>
<item id="p" href="text/part%20one.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/>
<item id="a2" href="text/a2.xhtml" media-type="application/xhtml+xml"/>
<item id="b" href="text/b.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="notes.xhtml" media-type="application/xhtml+xml"/>
<item id="g" href="img/knot.svg" media-type="image/svg+xml"/></manifest>
<spine><itemref idref="t"/><itemref idref="nav"/><itemref idref="p"/><itemref idref="a"/>
<itemref idref="a2"/><itemref idref="b"/><itemref idref="n"/></spine></package>"""
_NAV = """<nav epub:type="toc"><ol>
<li><a href="text/part%20one.xhtml">Part One: Making</a><ol>
<li><a href="text/a.xhtml">Fibres</a><ol><li><a href="text/a.xhtml#s">Hemp</a></li></ol></li>
<li><a href="text/b.xhtml">Knots</a></li></ol></li></ol></nav>"""
_TEXTS = {
    "t": '<section epub:type="titlepage"><h1>On Ropes</h1></section>',
    "text/part one": '<section epub:type="part"><h1>Part One: Making</h1></section>',
    "text/a": """<section epub:type="chapter" id="fibres"><h1>Fibres</h1>
<p>Hemp<a epub:type="noteref" href="../notes.xhtml#n1">1</a> and
<span epub:type="pagebreak" id="pg7">7</span>flax, of which
<a href="b.xhtml#k">the knots</a> tell.</p>
<section><h2 id="s">Hemp</h2><p>On <ruby>縄<rt>なわ</rt></ruby> here.</p></section></section>""",
    "text/a2": '<p>It goes on here, as in <a href="a.xhtml#fibres">Fibres</a>.</p>',
    "text/b": """<h1>Knots</h1><p id="k">A knot.<a epub:type="noteref" href="#f">*</a></p>
<p><img src="../img/knot.svg" alt="A knot"/></p>
<aside epub:type="footnote" id="f"><p>Of a rope. <a href="#k">↩</a></p></aside>""",
    "notes": """<section epub:type="endnotes"><h1>Notes</h1><ol>
<li epub:type="endnote" id="n1"><p>Or <i>jute</i>.</p></li></ol></section>""",
}
_HTML = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>x</title></head><body>{}</body></html>"""
_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def _write(file: Path, **others: Any) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", _CONTAINER)
        archive.writestr("OPS/book.opf", others.get("package", _PACKAGE))
        archive.writestr("OPS/nav.xhtml", _HTML.format(others.get("nav", _NAV)))
        archive.writestr("OPS/img/knot.svg", _DRAWING)
        for name, body in (_TEXTS | others.get("texts", {})).items():
            archive.writestr(f"OPS/{name}.xhtml", _HTML.format(body))
    return file


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("epub")
    return importing.import_book(_write(folder / "ropes.epub"), folder / "book").target


def test_spine_and_navigation_are_the_outline(imported: Path) -> None:
    _, book = api.open_book(imported)
    rows = [(s.role, s.label, s.title) for top in book.sections for s in top.walk()]
    assert rows == [
        ("part", "Part I", "Making"),
        ("chapter", "Chapter 1", "Fibres"),
        ("section", "1.1", "Hemp"),
        ("chapter", "Chapter 2", "Knots"),
    ]
    assert (book.metadata.title, book.metadata.description) == ("On Ropes", "Of ropes .")


def test_pages_of_the_guide_are_made_by_the_book(tmp_path: Path) -> None:
    """As in an EPUB 2, where no page says its type, and none has a title."""
    guide = '<guide><reference type="cover" href="t.xhtml"/></guide></package>'
    nav = '<nav epub:type="toc"><ol><li><a href="text/a2.xhtml"></a></li></ol></nav>'
    spine = "".join(f'<itemref idref="{name}"/>' for name in ("t", "a2", "b"))
    package = re.sub("<spine>.*</spine>", f"<spine>{spine}</spine>", _PACKAGE, flags=re.DOTALL)
    texts = {"t": '<p><img src="img/knot.svg" alt=""/></p>', "text/a2": "<p>To all.</p>"}
    package = package.replace("</package>", guide)
    source = _write(tmp_path / "ropes.epub", nav=nav, package=package, texts=texts)
    target = importing.import_book(source, tmp_path / "book").target
    _, book = api.open_book(target)
    assert [(str(s.role), s.title) for s in book.sections] == [
        *(("preface", "Preface"), ("chapter", "Knots"))
    ]
    assert (target / "preface.md").read_text("utf-8") == "To all.\n"


def test_a_folder_whose_package_is_not_yet_made_is_one_of_pages(tmp_path: Path) -> None:
    (tmp_path / "ropes" / "META-INF").mkdir(parents=True)
    (tmp_path / "ropes" / "META-INF" / "container.xml").write_text(_CONTAINER)
    (tmp_path / "ropes" / "index.html").write_text("<h1>Knots</h1><p>They hold.</p>")
    _, book = api.open_book(importing.import_book(tmp_path / "ropes", tmp_path / "book").target)
    assert [section.title for section in book.sections] == ["Knots"]


def test_what_is_below_a_page_that_the_book_makes_is_in_its_place(tmp_path: Path) -> None:
    """As in books whose half title has all chapters below it, after the front matter."""
    nav = """<nav epub:type="toc"><ol><li><a href="text/b.xhtml">Knots</a></li>
    <li><a href="t.xhtml">On Ropes</a><ol><li><a href="text/a.xhtml">Fibres</a></li></ol></li>
    </ol></nav>"""
    spine = '<itemref idref="nav"/><itemref idref="b"/><itemref idref="t"/><itemref idref="a"/>'
    package = re.sub("<spine>.*</spine>", f"<spine>{spine}</spine>", _PACKAGE, flags=re.DOTALL)
    source = _write(tmp_path / "ropes.epub", nav=nav, package=package)
    _, book = api.open_book(importing.import_book(source, tmp_path / "book").target)
    assert [section.title for section in book.sections] == ["Knots", "Fibres"]


@pytest.mark.parametrize(
    ("group", "title"),
    [
        ('<h2>I</h2><p epub:type="title">Down the <em>Well</em></p>', "Down the Well"),
        ("<h2><span>Chapter</span> <span>I</span></h2><p>Down</p>", "Down"),
        ('<h2>Down</h2><p epub:type="subtitle">A Story</p>', "Down: A Story"),
        ("<h2>Down</h2><p>As told by the well.</p>", "Down"),
    ],
)
def test_a_title_in_several_lines(tmp_path: Path, group: str, title: str) -> None:
    nav = '<nav epub:type="toc"><ol><li><a href="text/b.xhtml">Down</a></li></ol></nav>'
    package = (
        _PACKAGE[: _PACKAGE.index("<spine>")] + '<spine><itemref idref="b"/></spine></package>'
    )
    texts = {"text/b": f"<section><hgroup>{group}</hgroup><p>It was deep.</p></section>"}
    source = _write(tmp_path / "a.epub", nav=nav, package=package, texts=texts)
    _, book = api.open_book(importing.import_book(source, tmp_path / "book").target)
    assert [(section.label, section.title) for section in book.sections] == [("Chapter 1", title)]


def test_notes_are_where_they_are_called(imported: Path) -> None:
    fibres = (imported / "fibres.md").read_text("utf-8")
    assert "Hemp[^1] and flax, of which [the knots](#k) tell." in fibres
    assert "[^1]: Or *jute*." in fibres
    assert '[縄]{ruby="なわ"}' in fibres
    assert fibres.endswith("It goes on here, as in [Fibres](#fibres).\n")
    assert "[^1]: Of a rope." in (imported / "knots.md").read_text("utf-8")


def test_every_word_is_accounted_for(imported: Path) -> None:
    report = (imported / "import-report.md").read_text("utf-8")
    assert "explained above" in report
    assert "page 7" in report


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("<package", "<<"), "is not XML"),
        (lambda text: '<!DOCTYPE p [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + text, ""),
    ],
)
def test_a_damaged_package_is_refused_or_harmless(
    tmp_path: Path, change: Callable[[str], str], said: str
) -> None:
    source = _write(tmp_path / "a.epub", package=change(_PACKAGE))
    if not said:
        target = importing.import_book(source, tmp_path / "book").target
        assert all("root:" not in file.read_text("utf-8") for file in target.glob("*.md"))
        return
    with pytest.raises(ContentError, match=said):
        importing.import_book(source, tmp_path / "book")


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    source = _write(tmp_path / "a.epub")
    with zipfile.ZipFile(source, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("OPS/zeros", bytes(50_000_000))
    with pytest.raises(ContentError, match="far larger than it is stored"):
        importing.import_book(source, tmp_path / "book")
    assert not (tmp_path / "book").exists()
