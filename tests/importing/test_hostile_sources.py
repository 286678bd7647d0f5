"""Sources by strangers: nothing outside them is read or written, and nothing runs for long."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from publish import api
from publish.diagnostics import ContentError
from publish.external import run
from publish.importers.documents.program import find_pandoc

_SECRET = "the words of a secret"
_CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="{}" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""
_PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/>
<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/></spine></package>"""
_PAGE = """<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Walls</h1>
<p>Words <img src="../secret.txt" alt="x"/><img src="/{}" alt="y"/>
<img src="file:///{}" alt="z"/></p><script>evil()</script></body></html>"""


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.txt"
    file.write_text(_SECRET)
    return file


def _all_text(folder: Path) -> str:
    files = (file for file in folder.rglob("*") if file.is_file())
    return "\n".join(file.read_text("utf-8", "replace") for file in files)


def test_an_epub_reads_and_writes_nothing_outside(tmp_path: Path, secret: Path) -> None:
    source = tmp_path / "in" / "a.epub"
    source.parent.mkdir()
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", _CONTAINER.format("../OPS/a.opf"))
        archive.writestr("../OPS/a.opf", _PACKAGE)
        archive.writestr("../OPS/a.xhtml", _PAGE.format(secret, secret))
        archive.writestr("../../evil.txt", "evil")
        archive.writestr("/evil.txt", "evil")
    target = api.import_book(source, tmp_path / "book").target
    text = _all_text(target)
    assert _SECRET not in text
    assert "evil()" not in text
    assert {each.name for each in tmp_path.iterdir()} == {"in", "book", "secret.txt"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("src/a.md", "# A\n\n{{{{#include {0}}}}}\n\n![x]({0})\n"),
        ("src/a.md", "# A\n\n{{{{#include ../../secret.txt}}}}\n\n![x](../../secret.txt)\n"),
        ("src/a.md", "# A\n\n{{{{#include link.txt}}}}\n\n![x](link.txt)\n"),
    ],
)
def test_includes_stay_in_their_project(tmp_path: Path, secret: Path, name: str, text: str) -> None:
    source = tmp_path / "rope"
    (source / "src").mkdir(parents=True)
    (source / "src" / "SUMMARY.md").write_text("- [A](a.md)\n")
    (source / name).write_text(text.format(secret))
    (source / "src" / "link.txt").symlink_to(secret)
    target = api.import_book(source, tmp_path / "book").target
    assert _SECRET not in _all_text(target)
    assert "could not be read | 1 |" in (target / "import-report.md").read_text("utf-8")


_CHAPTERS = {
    "mdbook": ("src/SUMMARY.md", "- [A](a.md)\n- [B]({0})\n- [C](../../secret.txt)\n", "src/a.md"),
    "quarto": ("_quarto.yml", "book: {{chapters: [a.md, {0}, ../secret.txt]}}\n", "a.md"),
    "mkdocs": ("mkdocs.yml", "nav: [a.md, {0}, ../../secret.txt]\n", "docs/a.md"),
    "pages": ("mkdocs.yml", "docs_dir: ..\nnav: [a.md, secret.txt]\n", "docs/a.md"),
    "myst": (
        "_toc.yml",
        "chapters: [{{file: a}}, {{file: {0}}}, {{file: ../secret.txt}}]\n",
        "a.md",
    ),
}


@pytest.mark.parametrize("kind", _CHAPTERS)
def test_chapters_are_files_of_the_project(tmp_path: Path, secret: Path, kind: str) -> None:
    settings, listed, chapter = _CHAPTERS[kind]
    source = tmp_path / "book"
    for name, text in ((settings, listed.format(secret)), (chapter, "# A\n\nText.\n")):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text)
    target = api.import_book(source, tmp_path / "new").target
    assert _SECRET not in _all_text(target)
    assert "Text." in _all_text(target)


def test_files_of_works_are_written_into_the_book_alone(tmp_path: Path) -> None:
    source = tmp_path / "in" / "tides"
    source.mkdir(parents=True)
    mine = tmp_path / "mine.bib"
    mine.write_text("@book{mine, title={Mine}}")
    listed = f"[{mine}, ../tides/works.bib, ../../other.bib, book.toml, bad.json]"
    (source / "_quarto.yml").write_text(f"book: {{chapters: [a.md]}}\nbibliography: {listed}\n")
    (source / "works.bib").write_text("@book{hollin, author={Hollin, Ada}, title={Ebb}, year=1987}")
    (source / "book.toml").write_text("[other]\n")
    (source / "bad.json").write_text("[1, {")
    (source / "a.md").write_text("# A\n\nAs @hollin says.\n")
    target = api.import_book(source, tmp_path / "new").target
    assert mine.read_text() == "@book{mine, title={Mine}}"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in", "mine.bib", "new"]
    assert (target / "works.bib").read_text().startswith("@book{hollin")
    assert "[structure]" in (target / "book.toml").read_text()
    assert "As @hollin says." in (target / "a.md").read_text()


def test_links_of_the_file_system_are_not_followed(tmp_path: Path, secret: Path) -> None:
    source = tmp_path / "folder"
    source.mkdir()
    (source / "a.md").write_text("# A\n\nText.\n")
    (source / "b.md").symlink_to(secret)
    (source / "loop").symlink_to(source)
    assert _SECRET not in _all_text(api.import_book(source, tmp_path / "book").target)


def test_a_word_file_with_entities_is_refused(tmp_path: Path, secret: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\nENTITY\n")
    run([find_pandoc(), tmp_path / "a.md", "-o", tmp_path / "good.docx"], timeout=60)
    source = tmp_path / "a.docx"
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'.encode()
    with zipfile.ZipFile(tmp_path / "good.docx") as good, zipfile.ZipFile(source, "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            if name == "word/document.xml":
                head, mark, rest = content.partition(b"?>")
                content = head + mark + entity + rest.replace(b"ENTITY", b"words &e;")
            bad.writestr(name, content)
    with pytest.raises(ContentError) as error:
        api.import_book(source, tmp_path / "book")
    assert [each.code for each in error.value.report.errors] == ["IMP-008"]
    assert _SECRET not in str(error.value)


def test_settings_that_repeat_themselves_are_refused(tmp_path: Path) -> None:
    source = tmp_path / "site"
    (source / "docs").mkdir(parents=True)
    lines = ["a0: &a0 [index.md]"]
    lines += [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40)]
    (source / "mkdocs.yml").write_text("\n".join([*lines, "nav: *a39"]))
    with pytest.raises(ContentError, match="repeats parts of itself too often"):
        api.import_book(source, tmp_path / "book")


def test_a_word_file_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "a.docx"
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(50_000_000))
    with pytest.raises(ContentError, match="far larger than it is stored"):
        api.import_book(source, tmp_path / "book")
