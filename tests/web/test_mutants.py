"""One change in one surface of a web edition: verification reports which, where and how."""

from __future__ import annotations

import shutil
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from publish import pipeline
from publish.cache import Cache
from publish.model.book import Book, Edition
from publish.verification import Verification, verify_product
from publish.verification.web import SURFACES
from tests.running import run_context
from tests.verify.mutants import Mutant, assert_reported
from tests.web.site import Site

DUNES, TIDES, INDEX = "text/dunes.html", "text/tides.html", "index.html"
_SLACK = " class=heading id=_h.slack><span class=title>Slack</span></h"
_GLOSSARY = "<li><a href=glossary.html>Glossary</a>\n"
_INDEX = "<li><a href=index.html>Index</a>\n"
_LINE = "<li><a href=#slack>Slack</a>\n"

MUTANTS = [
    Mutant("attribute of the manuscript", TIDES, (("<body", '<body term="x"'),),
           "markup", TIDES, "nothing", "“term”"),
    Mutant("author", DUNES, (('citation_author content="Ada Hollin"',
                              'citation_author content="Ada Holling"'),),
           "metadata", DUNES, "“Ada Hollin”", "“Ada Holling”"),
    Mutant("identifier", INDEX, (('"name":"Salt \\u0026 Sand"', '"name":"Salt"'),),
           "metadata", INDEX, "“Salt & Sand”", "“Salt”"),
    Mutant("style of an element", DUNES, (("<p>It is wet.", '<p style="color: red">It is wet.'),),
           "safety", DUNES, "nothing", "“style of p”"),
    Mutant("script inside", TIDES, (("</body>", "<script>alert(1)</script></body>"),),
           "safety", TIDES, "nothing", "“a script”"),
    Mutant("policy", TIDES, (("default-src 'none'", "default-src *"),),
           "safety", TIDES, "“default-src 'none'”", "nothing"),
    Mutant("lost sheet", INDEX, (("rel=stylesheet href=style/book.css",
                                  "rel=stylesheet href=style/cook.css"),),
           "links", "link of index.html", "a file", "“style/cook.css”"),
    Mutant("from elsewhere", TIDES, (("src=../style/book.js", "src=https://example.org/b.js"),),
           "links", "script of text/tides.html", "a file of the edition",
           "“https://example.org/b.js”"),
    Mutant("way to the text", TIDES, (("<a class=skip href=#_text>",
                                       "<a class=skip href=dunes.html>"),),
           "links", TIDES, "“#_text”", "“dunes.html”"),
    Mutant("publisher", INDEX, (("<span class=publisher>Pier Press</span>",
                                 "<span class=publisher>Bier Press</span>"),),
           "generated pages", "the titlepage", "“Pier Press”",
           "“Salt & Sand Ada Hollin Bier Press 2026”"),
    Mutant("pages", INDEX, ((" pages</small>", " sheets</small>"),),
           "downloads", "downloads/salt.pdf", "“21 pages”", "“PDF 6"),
    Mutant("page skipped", DUNES, (("rel=next href=tides.html><span",
                                    "rel=next href=glossary.html><span"),),
           "turns", DUNES, "“text/tides.html”", "“text/glossary.html”"),
    Mutant("title", DUNES, (("<title>Chapter 1. Dunes – Salt &amp; Sand</title>",
                             "<title>Chapter 2. Dunes – Salt &amp; Sand</title>"),),
           "document titles", "(#dunes)", "“Chapter 1. Dunes”",
           "“Chapter 2. Dunes – Salt & Sand”"),
    Mutant("number", DUNES, (("<span class=label>1.1</span>", "<span class=label>1.2</span>"),),
           "headings", "(#the-lee-side)", "“1.1”", "“1.2”"),
    Mutant("level", DUNES, ((f"<h3{_SLACK}3>", f"<h4{_SLACK}4>"),),
           "headings", "(#slack)", "level 3", "level 4"),
    Mutant("title", INDEX, (("title>Dunes</span>", "title>Dune</span>"),),
           "contents page", "(#dunes)", "“Dunes”", "“Dune”"),
    Mutant("lost line", DUNES, ((_LINE, ""), ("1.1 The lee side</a>", "1.1 The see side</a>")),
           "site contents", "(#the-lee-side)", "“The lee side”", "“The see side”"),
    Mutant("lines in another order", DUNES, ((_GLOSSARY + _INDEX, _INDEX + _GLOSSARY),),
           "site contents", "(#glossary)", "in the order of the book", "elsewhere"),
    Mutant("no page marked", DUNES, (("dunes.html aria-current=page", "dunes.html"),),
           "site contents", DUNES, "“#dunes”", "nothing"),
    Mutant("number in the margin", DUNES, (('"page 3">3</span>', '"page 3">2</span>'),),
           "page list", DUNES, "“page 3”", "“page 2”"),
    Mutant("reference", DUNES, ((">Table\u00a01</a>", ">Table\u00a02</a>"),),
           "references", "(#dunes)", "“Table\u00a01”", "“Table\u00a02”"),
    Mutant("page reference", DUNES, ((">“Slack”</a>", ">“Slick”</a>"),),
           "page references", "(#dunes)", "““Slack””", "““Slick””"),
    Mutant("locator", "text/index.html", (("dunes.html#index-1", "dunes.html#slack"),),
           "index", "“slack”", "“#index-1”", "“#slack”"),
    Mutant("list", "list-of-figures.html", (("<span class=title>The level</span>",
                                             "<span class=title>The lever</span>"),),
           "lists", "line 1", "“Figure 1. The level”", "“Figure 1. The lever”"),
    Mutant("caption", TIDES, (("<span class=label>Figure 1</span>",
                               "<span class=label>Figure 2</span>"),),
           "captions", "fig-level", "“Figure 1”", "“Figure 2”"),
    Mutant("number of a call", DUNES, (("doc-noteref>4</a>", "doc-noteref>5</a>"),),
           "notes", "note 4", "“4”", "“5”"),
    Mutant("alternative text", TIDES, (('alt="A long line"', 'alt="A short line"'),),
           "pictures", "(#tides)", "“A long line”", "nothing"),
    Mutant("cell", DUNES, ((">1950\n", ">1950<td></td>\n"),),
           "tables", "(#dunes)", "“table #tbl-steps of 6 cells”", "“table #tbl-steps of 7 cells”"),
    Mutant("word", DUNES, (("It is wet.", "It is dry."),),
           "text", "(#slack)", "“wet.”", "“dry.”"),
]  # fmt: skip


@pytest.fixture(scope="module")
def made(site: Site) -> tuple[Site, Book, Edition]:
    book = pipeline.load_book(site.folder.parents[1] / "salt", run_context())
    return site, book, next(each for each in book.editions if each.name == "web")


@pytest.fixture
def changed(site: Site, tmp_path: Path) -> Path:
    """A copy of the edition, to be changed."""
    return shutil.copytree(site.folder, tmp_path / site.folder.name)


def test_the_unchanged_edition_has_no_difference(made: tuple[Site, Book, Edition]) -> None:
    site, book, edition = made
    assert verify_product(site.folder, book, edition) == []


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_mutant_is_reported(
    mutant: Mutant, made: tuple[Site, Book, Edition], changed: Path
) -> None:
    _, book, edition = made
    page, worker = changed / mutant.member, changed / "worker.js"
    before = page.read_bytes()
    page.write_text(mutant.apply(before.decode()), encoding="utf-8")
    if page != worker:  # which has the hash of every page
        kept = worker.read_bytes().replace(base64(before), base64(page.read_bytes()))
        worker.write_bytes(kept)
    diagnostics = verify_product(changed, book, edition)
    assert_reported(diagnostics, mutant.surface, mutant.subject, mutant.expected, mutant.found)


def base64(content: bytes) -> bytes:
    return b64encode(sha256(content).digest())


def test_a_download_is_the_product_that_was_built(
    made: tuple[Site, Book, Edition], changed: Path, tmp_path: Path
) -> None:
    site, book, edition = made
    product = tmp_path / "salt.pdf"
    product.write_bytes((site.folder / "downloads/salt.pdf").read_bytes())
    assert verify_product(changed, book, edition) == []
    product.write_bytes(product.read_bytes() + b"\n")
    (found,) = verify_product(changed, book, edition)
    assert "downloads: downloads/salt.pdf: bytes" in found.message


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("worker.js", '"style/book.css":"', '"style/book.css":"A'),
        ("style/book.js", '"use strict"', '"use  strict"'),
    ],
)
def test_what_is_kept_for_reading_offline_is_what_is_there(
    name: str, before: str, after: str, made: tuple[Site, Book, Edition], changed: Path
) -> None:
    site, book, edition = made
    text = site.text(name)
    assert before in text
    (changed / name).write_text(text.replace(before, after))
    (found,) = verify_product(changed, book, edition)
    assert found.message.startswith("offline: style/book.")


def test_what_was_read_ahead_is_read_again(
    made: tuple[Site, Book, Edition], changed: Path, tmp_path: Path
) -> None:
    """The check of a folder sees what changed after its pages were verified, file by file."""
    _, book, edition = made
    pages = {name: (changed / name).read_bytes() for name in (DUNES, TIDES, INDEX)}
    verification = Verification(book, edition, run_context(cache=Cache(tmp_path / "cache")))
    (changed / "cover.png").unlink(missing_ok=True)
    verification.read_ahead(changed)
    for name, before, after in ((DUNES, b"It is wet.", b"It is dry."), (TIDES, b"Then go", b"Go")):
        (changed / name).write_bytes(pages[name].replace(before, after))
        found = [each.message for each in verification.check(changed)]
        assert any(message.startswith("text:") for message in found), found
        (changed / name).write_bytes(pages[name])
    (changed / INDEX).unlink()
    assert [each.code for each in verification.check(changed)] == ["VER-014"]


def test_every_surface_has_a_mutant() -> None:
    """Those of `earlier addresses`, which take two releases, are in `test_moved.py`."""
    shown = {"page list" if name == "page numbers" else name for name in SURFACES} - {
        "earlier addresses"
    }
    assert {mutant.surface for mutant in MUTANTS} == shown - {"earlier addresses", "offline"}


def test_a_page_that_is_none_is_unreadable(made: tuple[Site, Book, Edition], changed: Path) -> None:
    _, book, edition = made
    (changed / TIDES).write_bytes(b"")
    assert "VER-014" in {each.code for each in verify_product(changed, book, edition)}
