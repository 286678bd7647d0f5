"""Sources by strangers: nothing outside them is read or written, and nothing runs for long."""

from __future__ import annotations

import base64
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.api import importing
from publish.diagnostics import ContentError, Location
from publish.external import run
from publish.importers.documents import program
from publish.importers.documents.conversion import picture_formats
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
    target = importing.import_book(source, tmp_path / "book").target
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
    target = importing.import_book(source, tmp_path / "book").target
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
    target = importing.import_book(source, tmp_path / "new").target
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
    target = importing.import_book(source, tmp_path / "new").target
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
    assert _SECRET not in _all_text(importing.import_book(source, tmp_path / "book").target)


def test_a_word_file_with_entities_is_refused(tmp_path: Path, secret: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\nENTITY\n")
    run([find_pandoc(), tmp_path / "a.md", "-o", tmp_path / "good.docx"], timeout=300)
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
        importing.import_book(source, tmp_path / "book")
    assert [each.code for each in error.value.report.errors] == ["IMP-008"]
    assert _SECRET not in str(error.value)


def test_settings_that_repeat_themselves_are_refused(tmp_path: Path) -> None:
    source = tmp_path / "site"
    (source / "docs").mkdir(parents=True)
    lines = ["a0: &a0 [index.md]"]
    lines += [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40)]
    (source / "mkdocs.yml").write_text("\n".join([*lines, "nav: *a39"]))
    with pytest.raises(ContentError, match="repeats parts of itself too often"):
        importing.import_book(source, tmp_path / "book")


def test_a_word_file_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "a.docx"
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(50_000_000))
    with pytest.raises(ContentError, match="far larger than it is stored"):
        importing.import_book(source, tmp_path / "book")


# A billion laughs, and a file of the system, as entities.
_LAUGHS = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
_BOMB = f'<!DOCTYPE x [<!ENTITY a0 "lol">{_LAUGHS}]>'
_BODIES = {
    "jats": "<article><body><sec><title>A</title><p>{}</p></sec></body></article>",
    "dbk": "<article><section><title>A</title><para>{}</para></section></article>",
    "fb2": '<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><body><section>'
    "<title><p>A</p></title><p>{}</p></section></body></FictionBook>",
}
_CONTENT = """<office:document-content
xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
<text:h text:outline-level="1">A</text:h><text:p>{}</text:p></office:text></office:body>
</office:document-content>"""


def _zip(file: Path, members: dict[str, str]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def _outcome(source: Path, target: Path) -> tuple[str, str]:
    """What became of a source: "refused" with the message, or "read" with all text of the book."""
    try:
        return "read", _all_text(importing.import_book(source, target).target)
    except ContentError as refused:
        codes, message = [each.code for each in refused.report.errors], str(refused)
    assert (codes, target.exists()) == (["IMP-008"], False)
    return "refused", message


@pytest.mark.parametrize("kind", [*_BODIES, "odt"])
@pytest.mark.parametrize("attack", ["bomb", "outside"])
def test_entities_are_neither_expanded_nor_read(
    tmp_path: Path, secret: Path, kind: str, attack: str
) -> None:
    outside = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
    head, word = (_BOMB, "&a9;") if attack == "bomb" else (outside, "words &e;")
    source = tmp_path / f"a.{kind}"
    if kind == "odt":
        _zip(source, {"content.xml": head + _CONTENT.format(word), "styles.xml": "<a/>"})
    else:
        source.write_text(head + _BODIES[kind].format(word))
    outcome, text = _outcome(source, tmp_path / "book")
    assert outcome == "refused" or attack == "outside"
    assert _SECRET not in text
    assert "lollol" not in text


# Texts that read other files, run something or never end; "{0}" is a file outside their folder.
_TEXTS = {
    "a.html": "<h1>A</h1><script>evil()</script><iframe src='file://{0}'></iframe>"
    "<object data='{0}'></object><a href='javascript:evil()'>l</a><p onclick='evil()'>Words</p>"
    "<embed src='{0}'/>"
    "<img src='data:text/html,evil()' alt='x'><svg><script>evil()</script></svg>",
    "b.rst": "A\n=\n\n.. include:: {0}\n\n.. raw:: html\n\n   <script>evil()</script>\n\n"
    ".. literalinclude:: {0}\n\n.. figure:: {0}\n\nWords.\n",
    "c.rst": "A\n=\n\n.. raw:: html\n   :file: {0}\n\nWords.\n",
    "d.rst": "A\n=\n\n.. csv-table:: T\n   :file: {0}\n\nWords.\n",
    "e.org": '* A\n#+INCLUDE: "{0}"\n#+BEGIN_EXPORT html\n<script>evil()</script>\n#+END_EXPORT\n'
    "[[file:{0}]]\n\nWords.\n",
    "f.typ": '= A\n#read("{0}")\nWords.\n',
    "g.typ": '= A\n#include "../secret.txt"\nWords.\n',
    "h.typ": "= A\n#let f(n) = f(n + 1)\n#f(0)\nWords.\n",
    "i.md": "# A\n\n{{{{ 7*7 }}}} {{% include '{0}' %}} {{{{#include {0}}}}}\n\n"
    "``` {{=html}}\n<script>evil()</script>\n```\n\n![x]({0}) Words.\n",
    "j.rtf": "{{\\rtf1 " + "{{" * 50_000 + "Words" + "}}" * 50_000 + "}}",
    "k.dbk": '<article><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{0}" '
    'parse="text"/><section><title>A</title><para>Words</para></section></article>',
}


@pytest.mark.parametrize("name", _TEXTS)
def test_texts_run_nothing_and_read_nothing_outside(
    tmp_path: Path, secret: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(program, "_SECONDS", 4)
    source = tmp_path / "in" / name
    source.parent.mkdir()
    source.write_text(_TEXTS[name].format(secret))
    outcome, text = _outcome(source, tmp_path / "book")
    assert _SECRET not in text
    book = [file for file in (tmp_path / "book").rglob("*.md") if file.name != "import-report.md"]
    assert not any("evil" in file.read_text("utf-8") for file in book)
    assert outcome == "refused" or "Words" in text
    assert {each.name for each in tmp_path.iterdir()} <= {"in", "book", "secret.txt"}


_OPEN = "http://schemas.openxmlformats.org"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = f"""<Types xmlns="{_OPEN}/package/2006/content-types">
<Override PartName="/word/document.xml" ContentType="{_OFFICE}.document.main+xml"/></Types>"""
_RELATIONS = f"""<Relationships xmlns="{_OPEN}/package/2006/relationships"><Relationship Id="r"
Type="{_OPEN}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
_WORD = """<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:body><w:p><w:r><w:t>Words</w:t></w:r></w:p></w:body></w:document>"""
_PARTS = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": _WORD}


def test_macros_and_embedded_objects_are_named_and_left(tmp_path: Path) -> None:
    more = {
        "word/vbaProject.bin": "macro",
        "word/embeddings/oleObject1.bin": "object",
        "word/_rels/settings.xml.rels": "<a Type='attachedTemplate' Target='http://evil.example'/>",
    }
    _zip(tmp_path / "a.docm", {**_PARTS, **more})
    target = importing.import_book(tmp_path / "a.docm", tmp_path / "book").target
    report = (target / "import-report.md").read_text("utf-8")
    assert "| macro, template or embedded object, which is not imported | 3 |" in report
    assert "http://evil.example" not in _all_text(target)


def _overlapping(good: bytes) -> bytes:
    """An archive whose second entry is the bytes of the first."""
    at = good.rindex(b"PK\x01\x02")
    return good[: at + 42] + (0).to_bytes(4, "little") + good[at + 46 :]


def _lying(good: bytes) -> bytes:
    """An archive that says that its last file is smaller than it is."""
    at = good.rindex(b"PK\x01\x02")
    return good[: at + 24] + (3).to_bytes(4, "little") + good[at + 28 :]


@pytest.mark.parametrize("damage", [_overlapping, _lying])
def test_archives_that_lie_are_refused(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    _zip(tmp_path / "good.docx", _PARTS)
    (tmp_path / "a.docx").write_bytes(damage((tmp_path / "good.docx").read_bytes()))
    assert _outcome(tmp_path / "good.docx", tmp_path / "good")[0] == "read"
    assert _outcome(tmp_path / "a.docx", tmp_path / "book")[0] == "refused"


def test_archives_inside_one_another_stay_closed(tmp_path: Path) -> None:
    _zip(tmp_path / "inner.zip", {"a": "0" * 900_000})
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, content)
        archive.write(tmp_path / "inner.zip", "word/media/inner.zip")
        archive.writestr("../../outside.txt", "evil")
    outcome, text = _outcome(tmp_path / "a.docx", tmp_path / "book")
    assert (outcome, "Words" in text) == ("read", True)
    assert not (tmp_path.parent / "outside.txt").exists()


def test_pictures_that_cannot_be_shown_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_formats, "locate_program", lambda _: None)  # no Ghostscript
    pictures = {
        "a.emf": b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(40),
        "b.wmf": b"\xd7\xcd\xc6\x9a" + bytes(40),
        "c.pdf": b"%PDF-1.4 broken",
        "d.bin": b"who knows",
        "e.png": b"%!PS-Adobe-3.0 EPSF-3.0\n",
    }
    for name, content in pictures.items():
        (tmp_path / name).write_bytes(content)
    inline = base64.b64encode(
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    ).decode()
    addresses = [*pictures, f"data:image/svg+xml;base64,{inline}", "data:image/png;base64,!!!"]
    text = "\n\n".join(f"![x]({each})" for each in addresses)
    (tmp_path / "a.md").write_text(f"# A\n\n{text}\n\n![x](https://e.org/a.png)\n")
    target = importing.import_book(tmp_path / "a.md", tmp_path / "book").target
    report = (target / "import-report.md").read_text("utf-8")
    for form in ("a.emf (EMF)", "b.wmf (WMF)", "c.pdf (PDF)", "d.bin (UNKNOWN)", "e.png (EPS)"):
        assert form.replace("UNKNOWN", "unknown") in report
    assert "| picture on the network | 1 |" in report
    assert [each.name for each in (target / "images").iterdir()] == ["picture.svg"]


@pytest.mark.slow
def test_what_takes_too_long_is_named_with_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "_SECONDS", 1)
    monkeypatch.setattr(program, "_SECONDS_PER_MEGABYTE", 0)
    source = tmp_path / "pages"
    source.mkdir()
    (source / "01.md").write_text("# One\n\nGood words.\n")
    (source / "02.md").write_text(f"# Two\n\nBefore.\n\n{'[' * 20_000}\n\nAfter.\n")
    with pytest.raises(ContentError) as error:
        importing.import_book(source, tmp_path / "book")
    (found,) = error.value.report.errors
    assert (found.code, found.location) == ("IMP-008", Location(str(source / "02.md"), 5))
