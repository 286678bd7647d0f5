"""One change in one surface of a finished EPUB: verification reports which, where and how."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from publish.model.book import Book
from publish.verification import verify_product
from publish.verification.epub import SURFACES
from tests.verify.mutants import Mutant, assert_reported
from tests.verify.products import EPUB, build_epub
from tests.verify.sample import sample_book
from tests.verify.test_caption_mutants import REPORTED_SURFACES as CAPTION_SURFACES
from tests.verify.test_index_and_list_mutants import REPORTED_SURFACES
from tests.verify.test_picture_files import SURFACE as PICTURE_SURFACE

NAV, NCX, CONTENTS, OPF = "nav.xhtml", "toc.ncx", "contents.xhtml", "content.opf"
STREAM = "text/stream.xhtml"
_SLUICE_NAV = '<li><a href="text/weir.xhtml#sluice">2.2 Sluice</a></li>\n'
_PILES_NAV = '<li><a href="text/weir.xhtml#piles">2.1 Piles</a></li>\n'
_SLUICE_POINT = """<navPoint id="point-10" playOrder="10">
<navLabel><text>2.2 Sluice</text></navLabel>
<content src="text/weir.xhtml#sluice"/>
</navPoint>
"""
_PILES_POINT = """<navPoint id="point-9" playOrder="9">
<navLabel><text>2.1 Piles</text></navLabel>
<content src="text/weir.xhtml#piles"/>
</navPoint>
"""
_LINE = '<li class="entry chapter level-2"><a href="text/{0}.xhtml"><span class="label">{1}</span>'
_LINE += '<span class="separator">. </span><span class="title">{2}</span></a></li>\n'
_STREAM_LINE = _LINE.format("stream", "Chapter 1", "The Stream")
_WEIR_LINE = _LINE.format("weir", "Chapter 2", "The Weir")
_ITEMREF = '<itemref idref="file-text-{}.xhtml"/>'
_PAGES = '<nav epub:type="page-list"><ol><li><a href="text/stream.xhtml">1</a></li></ol></nav>'
_HEADING = '<span class="label">1.2</span><span class="separator"> </span>'

_NOTE = (
    '<aside class="footnote" id="note-stream-2" epub:type="footnote" role="doc-footnote">\n'
    '<p><span class="note-number">2</span> Felled in part when the road was widened.\u00a0'
    '<a class="backlink" href="#call-stream-2" role="doc-backlink" aria-label="Back to the text">'
    "↑</a></p>\n</aside>\n"
)
_NOTES = '<section class="notes" aria-label="Notes" epub:type="footnotes">'
_WORK = "“The Mill and the Weir "

MUTANTS = [
    Mutant("attribute of the manuscript", STREAM, (("<html ", '<html index="x" '),),
           "markup", STREAM, "nothing", "“index”"),
    Mutant("id twice", NAV, (('id="landmarks-heading"', 'id="toc-heading"'),),
           "markup", NAV, "once", "2 times"),
    Mutant("number", NAV, ((">2.2 Sluice<", ">2.3 Sluice<"),),
           "nav", "(#sluice)", "“2.2”", "“2.3”"),
    Mutant("title", NAV, ((">2.2 Sluice<", ">2.2 Sluices<"),),
           "nav", "(#sluice)", "“Sluice”", "“Sluices”"),
    Mutant("order", NAV, ((_PILES_NAV, ""), (_SLUICE_NAV, _SLUICE_NAV + _PILES_NAV)),
           "nav", "(#sluice)", "after “2.1 Piles”", "after “Chapter 2. The Weir”"),
    Mutant("target", NAV, (("text/weir.xhtml#sluice", "text/weir.xhtml#piles"),),
           "nav", "(#sluice)", "“#sluice”", "“#piles”"),
    Mutant("dead target", NAV, (("text/weir.xhtml#sluice", "text/weir.xhtml#slice"),),
           "nav", "(#sluice)", "“#sluice”", "“EPUB/text/weir.xhtml#slice (dead)”"),
    Mutant("target in the wrong file", NAV, (("weir.xhtml#sluice", "stream.xhtml#sluice"),),
           "nav", "(#sluice)", "“#sluice”", "“EPUB/text/stream.xhtml#sluice (dead)”"),
    Mutant("depth", NAV, ((_PILES_NAV, _PILES_NAV.replace("</li>", "<ol>" + _SLUICE_NAV +
                                                          "</ol></li>")),
                          ("</li>\n" + _SLUICE_NAV, "</li>\n")),
           "nav", "(#sluice)", "level 3", "level 4"),
    Mutant("lost entry", NAV, ((_SLUICE_NAV, ""),),
           "nav", "(#sluice)", "“2.2 Sluice”", "nothing"),
    Mutant("entry too many", NAV, ((_SLUICE_NAV, _SLUICE_NAV + _SLUICE_NAV.replace("2.2", "2.3")),),
           "nav", "entry 11", "nothing", "“2.3 Sluice”"),
    Mutant("pages of no print edition", NAV,
           (('<nav id="landmarks"', _PAGES + '<nav id="landmarks"'),),
           "page list", "the nav", "“none”", "“1”"),
    Mutant("number", NCX, ((">Part II. Grain<", ">Part III. Grain<"),),
           "NCX", "(#grain)", "“Part II”", "“Part III”"),
    Mutant("title", NCX, ((">Part II. Grain<", ">Part II. Rye<"),),
           "NCX", "(#grain)", "“Grain”", "“Rye”"),
    Mutant("target", NCX, (('"text/grain.xhtml"', '"text/wheat.xhtml"'),),
           "NCX", "(#grain)", "“#grain”", "“#wheat”"),
    Mutant("order", NCX, ((_PILES_POINT, ""), (_SLUICE_POINT, _SLUICE_POINT + _PILES_POINT)),
           "NCX", "(#sluice)", "after “2.1 Piles”", "after “Chapter 2. The Weir”"),
    Mutant("playOrder", NCX, (('playOrder="10"', 'playOrder="7"'),),
           "NCX", "2.2 Sluice", "“10”", "“7”"),
    Mutant("depth", NCX, ((_PILES_POINT + _SLUICE_POINT,
                           _PILES_POINT.removesuffix("</navPoint>\n") + _SLUICE_POINT +
                           "</navPoint>\n"),),
           "NCX", "(#sluice)", "level 3", "level 4"),
    Mutant("number", CONTENTS, ((">Chapter 2<", ">Chapter 3<"),),
           "contents page", "(#weir)", "“Chapter 2”", "“Chapter 3”"),
    Mutant("title", CONTENTS, ((">The Weir<", ">The Dam<"),),
           "contents page", "(#weir)", "“The Weir”", "“The Dam”"),
    Mutant("target", CONTENTS, (('"text/weir.xhtml"', '"text/stones.xhtml"'),),
           "contents page", "(#weir)", "“#weir”", "“#stones”"),
    Mutant("order", CONTENTS, ((_STREAM_LINE + _WEIR_LINE, _WEIR_LINE + _STREAM_LINE),),
           "contents page", "(#weir)", "after “Chapter 1. The Stream”", "after “Part I. Water”"),
    Mutant("depth", CONTENTS, ((_WEIR_LINE + "</ol>\n</li>\n",
                                "</ol>\n</li>\n" + _WEIR_LINE),),
           "contents page", "(#weir)", "level 2", "level 1"),
    Mutant("lost entry", CONTENTS, ((_WEIR_LINE, ""),),
           "contents page", "(#weir)", "“Chapter 2. The Weir”", "nothing"),
    Mutant("number", STREAM, ((_HEADING, _HEADING.replace("1.2", "1.3")),),
           "headings", "(#gauges)", "“1.2”", "“1.3”"),
    Mutant("lost number", STREAM, ((_HEADING, ""),),
           "headings", "(#gauges)", "“1.2”", "nothing"),
    Mutant("number outside its span", STREAM,
           ((_HEADING, '1.2 <span class="separator"></span>'),),
           "headings", "(#gauges)", "“1.2”", "nothing"),
    Mutant("title", STREAM, ((">Gauges<", ">Gages<"),),
           "headings", "(#gauges)", "“Gauges”", "“Gages”"),
    Mutant("rank", STREAM, (('<h3 class="heading">' + _HEADING, '<h4 class="heading">' + _HEADING),
                            ("Gauges</span></h3>", "Gauges</span></h4>")),
           "headings", "(#gauges)", "level 3", "level 4"),
    Mutant("nesting", STREAM, (("</section>\n</section>\n<section id=\"gauges\"",
                                "</section>\n<section id=\"gauges\""),
                               ("</section>\n</section>\n<section class=\"notes\"",
                                "</section>\n</section>\n</section>\n<section class=\"notes\"")),
           "headings", "(#gauges)", "“inside #stream”", "“inside #sources”"),
    Mutant("title", STREAM, (("<title>Chapter 1. The", "<title>Chapter 2. The"),),
           "document titles", "(#stream)", "“Chapter 1”", "“Chapter 2”"),
    Mutant("order", OPF, ((_ITEMREF.format("weir"), ""),
                          (_ITEMREF.format("grain"),
                           _ITEMREF.format("grain") + _ITEMREF.format("weir"))),
           "spine", "(#grain)", "after “Chapter 2. The Weir”", "after “Chapter 1. The Stream”"),
    Mutant("target", NAV, (('epub:type="bodymatter" href="text/water.xhtml"',
                            'epub:type="bodymatter" href="text/stream.xhtml"'),),
           "landmarks", "(#water)", "“#water”", "“#stream”"),
    Mutant("dead target", NAV, (('epub:type="toc" href="contents.xhtml"',
                                 'epub:type="toc" href="content.xhtml"'),),
           "landmarks", "“toc”", "a page", "“EPUB/content.xhtml (dead)”"),
    Mutant("number", NAV, ((">Appendix A. Flows</a></li>\n<li><a epub:type",
                            ">Appendix B. Flows</a></li>\n<li><a epub:type"),),
           "landmarks", "(#flows)", "“Appendix A”", "“Appendix B”"),
    Mutant("words of a reference", STREAM,
           ((">Chapter\u00a04<", ">Chapter\u00a03<"),),
           "references", "link 1 of section “Chapter 1. The Stream”", "“Chapter\u00a04”",
           "“Chapter\u00a03”"),
    Mutant("target of a reference", STREAM, (("stones.xhtml#stones", "wheat.xhtml#wheat"),),
           "references", "link 1 of section “Chapter 1. The Stream”", "“#stones”", "“#wheat”"),
    Mutant("number of a table referred to", STREAM, (('class="xref">Table\u00a01<',
                                                      'class="xref">Table\u00a02<'),),
           "references", "link 2 of section “Chapter 1. The Stream”", "“Table\u00a01”",
           "“Table\u00a02”"),
    Mutant("words of a plain link", "text/weir.xhtml", ((">the appendix<", ">an appendix<"),),
           "references", "link 1 of section “Chapter 2. The Weir”", "“the appendix”",
           "“an appendix”"),
    Mutant("number of a call", STREAM, (('role="doc-noteref">2<', 'role="doc-noteref">3<'),),
           "notes", "note 2 called in section “1.1 Sources”", "“2”", "“3”"),
    Mutant("number of a note", STREAM, (('note-number">2<', 'note-number">1<'),),
           "notes", "note 2 called in section “1.1 Sources”", "“2”", "“1”"),
    Mutant("target of a call", STREAM, (('href="#note-stream-2"', 'href="#gauge"'),),
           "notes", "note 2 called in section “1.1 Sources”", "a note", "“#gauge”"),
    Mutant("note in the text", STREAM,
           ((_NOTE, ""), ("<p>It does not.</p>", f"<p>It does not.</p>{_NOTE}")),
           "notes", "note #note-stream-2", "after the text", "in the text"),
    Mutant("notes before the text", STREAM,
           ((_NOTES, "<div>"), (_NOTE, ""), ("</section></body>", "</div></body>"),
            ('<header class="opening">', f'{_NOTES}{_NOTE}</section><header class="opening">')),
           "notes", "note #note-stream-2", "after the text", "in the text"),
    Mutant("notes in the wrong order", STREAM, ((_NOTE, ""), (_NOTES, f"{_NOTES}{_NOTE}")),
           "notes", "note #note-stream-2", "in the order of the calls", "elsewhere"),
    Mutant("lost word", "text/flows.xhtml", (("Litres in a second", "Litres a second"),),
           "text", "(#flows)", "“in”", "nothing"),
    Mutant("changed word", STREAM, (("the older map", "the elder map"),),
           "text", "(#sources)", "“older”", "“elder”"),
    Mutant("lost paragraph", STREAM, (("<p>It does not.</p>", ""),),
           "text", "(#the-lower-spring)", "“It does not.”", "nothing"),
    Mutant("paragraph in the wrong order", "text/weir.xhtml",
           (("<p>Each was driven by a falling weight.</p>",
             "<p>weight. Each was driven by a falling</p>"),),
           "text", "(#piles)", "nothing", "“weight.”"),
    Mutant("lost word of a note", STREAM, (("by hand until", "until"),),
           "text", "note #note-stream-1", "“by hand”", "nothing"),
    Mutant("number of a table", STREAM, (('<span class="label">Table 1<',
                                          '<span class="label">Table 2<'),),
           "captions", "table #gauge", "“Table 1”", "“Table 2”"),
    Mutant("lost word of the title", "titlepage.xhtml", ((">The Mill and the Weir</h1>",
                                                          ">The Mill the Weir</h1>"),),
           "generated pages", "the titlepage", "“The Mill and the Weir”",
           "“The Mill the Weir The Editors publish 2026”"),
    Mutant("lost publisher", "titlepage.xhtml", ((">publish</span>", "></span>"),),
           "generated pages", "the titlepage", "“publish”",
           "“The Mill and the Weir The Editors 2026”"),
    Mutant("another year", "titlepage.xhtml", ((">2026<", ">2025<"),),
           "generated pages", "the titlepage", "“2026”",
           "“The Mill and the Weir The Editors publish 2025”"),
    Mutant("another author", "copyright.xhtml", ((">The Editors<", ">The Editor<"),),
           "generated pages", "the copyright-page", "“The Editors”", f"{_WORK}The Editor"),
    Mutant("another version", "copyright.xhtml", ((">Version 1.0", ">Version 1.1"),),
           "generated pages", "the copyright-page", "“Version 1.0”", f"{_WORK}The Editors"),
    Mutant("another date", "copyright.xhtml", ((">March 1", ">March 2"),),
           "generated pages", "the copyright-page", "“March 1, 2026”", f"{_WORK}The Editors"),
    Mutant("words too many", "copyright.xhtml", ((">publish</p>", ">publish</p><p>None</p>"),),
           "generated pages", "the copyright-page", "no other words", "“None”"),
    Mutant("lost word of a typeface", "colophon.xhtml", (("Source Sans 3", "Source 3"),),
           "generated pages", "the colophon", "“Source Sans 3”", "“Source 3”"),
    Mutant("lost typeface", "colophon.xhtml", (("Literata, ", ""),),
           "generated pages", "the colophon", "“Literata”", "“Source Sans 3"),
    Mutant("lost word of the licence", "colophon.xhtml", (("licensed under", "under"),),
           "generated pages", "the colophon", "“STIX Two Math”",
           "“STIX Two Math. The embedded fonts are under the SIL Open Font License 1.1”"),
    Mutant("lost word of the cover", "cover.xhtml", (("Cover: The", "Cover: A"),),
           "generated pages", "the cover", "“Cover: The Mill and the Weir, The Editors”",
           "“Cover: A"),
    Mutant("title of a page", "colophon.xhtml", (("<title>Colophon", "<title>"),),
           "generated pages", "the colophon", "“Colophon”", "“”"),
    Mutant("heading of the contents", CONTENTS, ((">Contents</h1>", ">Content</h1>"),),
           "generated pages", "the toc of EPUB/contents.xhtml", "“Contents”", "“Content”"),
    Mutant("lost page", "titlepage.xhtml", (('epub:type="titlepage"', 'epub:type="preface"'),),
           "generated pages", "the titlepage", "a page", "nothing"),
    Mutant("title", OPF, ((">The Mill and the Weir</dc:title>", ">The Mill</dc:title>"),),
           "metadata", "title", "“The Mill and the Weir”", "“The Mill”"),
    Mutant("language", OPF, ((">en</dc:language>", ">de</dc:language>"),),
           "metadata", "language", "“en”", "“de”"),
]  # fmt: skip


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, Path]:
    folder = tmp_path_factory.mktemp("mill")
    book = sample_book(folder / "mill")
    return book, build_epub(book, folder)


def mutated(path: Path, mutant: Mutant, target: Path) -> Path:
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == f"EPUB/{mutant.member}":
                content = mutant.apply(content.decode()).encode()
            copy.writestr(entry, content)
    return target


def test_the_unchanged_file_has_no_difference(mill: tuple[Book, Path]) -> None:
    book, path = mill
    assert verify_product(path, book, EPUB) == []


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_mutant_is_reported(mutant: Mutant, mill: tuple[Book, Path], tmp_path: Path) -> None:
    book, path = mill
    changed = mutated(path, mutant, tmp_path / "mutant.epub")
    diagnostics = verify_product(changed, book, EPUB)
    assert_reported(diagnostics, mutant.surface, mutant.subject, mutant.expected, mutant.found)
    assert {d.location.path for d in diagnostics} == {str(changed)}


def test_every_surface_has_a_mutant() -> None:
    others = REPORTED_SURFACES["epub"] | CAPTION_SURFACES["epub"] | {PICTURE_SURFACE}
    others |= {"shop markup"}  # of editions for shops, in tests/shops
    assert {mutant.surface for mutant in MUTANTS} | others == set(SURFACES)


def test_a_truncated_container_is_unreadable(mill: tuple[Book, Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.epub"
    broken.write_bytes(mill[1].read_bytes()[:200])
    (only,) = verify_product(broken, mill[0], EPUB)
    assert only.code == "VER-014"


def test_a_document_that_is_not_well_formed_is_unreadable(
    mill: tuple[Book, Path], tmp_path: Path
) -> None:
    edits = (("<navMap>", "<navMap"),)
    mutant = Mutant("broken", NCX, edits, "NCX", "", "", "")
    changed = mutated(mill[1], mutant, tmp_path / "broken.epub")
    diagnostics = verify_product(changed, mill[0], EPUB)
    assert {"VER-014"} == {diagnostic.code for diagnostic in diagnostics}
    assert any(d.message.startswith("NCX: the file cannot be read: ") for d in diagnostics)
