"""Sources that lie about themselves: paths for names, facts of no export, traps in drawings."""

from __future__ import annotations

import base64
import stat
import zipfile
from pathlib import Path

import pytest

from publish.api import importing
from publish.diagnostics import ContentError
from publish.external import run
from publish.importers.documents.program import find_pandoc
from publish.importers.documents.readers.drawings import with_pictures
from publish.model.exported import ExportedBook, ExportedSection, decode_exported, encode_exported
from publish.model.roles import Matter, Role

_SECRET = "the words of a secret"
_FACTS = "customXml/item1.xml"


def _facts(**changes: object) -> ExportedBook:
    section = ExportedSection("ropes", "sec_1", "Ropes", Role.CHAPTER, Matter.BODY)
    given = {"name": "a", "title": "A", "language": "en", "version": "1", "sections": (section,)}
    return ExportedBook(**{**given, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"sections": (ExportedSection("../evil", "s", "E", Role.CHAPTER, Matter.BODY),)},
        {"names": {"sec_1": "/etc/evil"}},
        {"numbering": {'x]\n[editions.evil]\nformat = "pdf"': 1}},
        {"bibliography": {"a = 1\nb": 2}},
    ],
)
def test_facts_with_names_that_are_none_are_not_believed(changes: dict[str, object]) -> None:
    assert decode_exported(encode_exported(_facts())) is not None
    assert decode_exported(encode_exported(_facts(**changes))) is None


def _docx(folder: Path, text: str = "# Ropes\n\nA rope.\n") -> Path:
    (folder / "a.md").write_text(text)
    run([find_pandoc(), folder / "a.md", "-o", folder / "good.docx"], timeout=300)
    return folder / "good.docx"


def _with_parts(file: Path, target: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(file) as good, zipfile.ZipFile(target, "w") as bad:
        for name in [each for each in good.namelist() if each not in parts]:
            bad.writestr(name, good.read(name))
        for name, content in parts.items():
            bad.writestr(name, content)
    return target


def test_a_forged_word_file_writes_into_its_book_alone(tmp_path: Path) -> None:
    section = ExportedSection("../../evil", "ropes", "Ropes", Role.CHAPTER, Matter.BODY)
    facts = encode_exported(_facts(sections=(section,))).decode()
    item = f'<book xmlns="urn:publish:exported-book">{facts}</book>'.encode()
    source = _with_parts(_docx(tmp_path), tmp_path / "in.docx", {_FACTS: item})
    before = {*tmp_path.parent.rglob("*")}
    importing.import_book(source, tmp_path / "deep" / "er" / "book")
    assert not [each for each in {*tmp_path.parent.rglob("*")} - before if "evil" in each.name]


def test_a_picture_outside_a_word_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_text(_SECRET)
    rels = "word/_rels/document.xml.rels"
    good = _docx(tmp_path, "# Ropes\n\n[a rope](https://example.com/a)\n")
    with zipfile.ZipFile(good) as archive:
        relations = archive.read(rels).decode()
    outside = relations.replace("https://example.com/a", f"file://{tmp_path}/secret.png")
    source = _with_parts(good, tmp_path / "in.docx", {rels: outside.encode()})
    target = importing.import_book(source, tmp_path / "book").target
    texts = [each.read_bytes() for each in target.rglob("*") if each.is_file()]
    assert not any(_SECRET.encode() in text for text in texts)
    assert "](file:" not in (target / "ropes.md").read_text("utf-8")


_TRAPS = {
    "entity": '<svg viewBox="0 0 1 1"><!DOCTYPE x [<!ENTITY e SYSTEM "file://{}">]>&e;</svg>',
    "picture": '<svg viewBox="0 0 1 1"><image href="file://{}"/></svg>',
    "script": '<svg viewBox="0 0 1 1" onload="evil()"><script>evil()</script></svg>',
    "depth": "<svg>" * 5_000 + "</svg>" * 5_000,
    "open": "<svg " * 20_000,
}


@pytest.mark.parametrize("name", _TRAPS)
def test_drawings_in_pages_are_no_way_out(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.txt").write_text(_SECRET)
    page = f"<h1>Ropes</h1><p>Words</p>{_TRAPS[name].replace('{}', str(tmp_path / 'secret.txt'))}"
    (tmp_path / "a.html").write_text(page)
    target = importing.import_book(tmp_path / "a.html", tmp_path / "book").target
    texts = [each.read_text("utf-8", "replace") for each in target.rglob("*") if each.is_file()]
    assert not any(_SECRET in text for text in texts)
    assert "Words" in (target / "ropes.md").read_text("utf-8")


def test_a_drawing_keeps_the_case_of_its_names() -> None:
    page = '<p>a</p><svg viewBox="0 0 9 9"><title>A knot</title><linearGradient/></svg><p>b</p>'
    written = with_pictures(page)
    assert 'alt="A knot"' in written
    data = written.partition("base64,")[2].partition('"')[0]
    assert b'viewBox="0 0 9 9"' in base64.b64decode(data)
    assert b"linearGradient" in base64.b64decode(data)
    assert with_pictures("<p>a</p><svg><b></svg>") == "<p>a</p><svg><b></svg>"


def test_a_link_in_an_archive_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(_SECRET)
    link = zipfile.ZipInfo("OPS/a.xhtml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>'
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
        '<rootfiles><rootfile full-path="OPS/a.opf"/></rootfiles></container>'
    )
    with zipfile.ZipFile(tmp_path / "a.epub", "w") as archive:
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("OPS/a.opf", package)
        archive.writestr(link, str(tmp_path / "secret.txt"))
    try:
        target = importing.import_book(tmp_path / "a.epub", tmp_path / "book").target
    except ContentError:
        return
    texts = [each.read_text("utf-8", "replace") for each in target.rglob("*") if each.is_file()]
    assert not any(_SECRET in text for text in texts)
