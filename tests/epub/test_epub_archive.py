"""The container: its entries, its names, the same bytes everywhere, and the reading back."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from publish.outputs.epub.archive import (
    ArchiveEntry,
    BrokenArchive,
    check_archive,
    check_names,
    pack,
    unpack,
)
from publish.outputs.epub.zipping import deflate
from publish.outputs.pages.links import DocumentLinks
from tests.conftest import WriteBook
from tests.epub.conftest import RICH
from tests.epub.opened import Opened

SCRIPT = """
import os, sys
from pathlib import Path
from publish.context import Context
from publish.model.book import Edition
from publish.outputs.epub import write_epub
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.epub.conftest import cover
os.umask(int(sys.argv[3], 8))
context = Context()
book = settle(read_book(Path(sys.argv[1]), context), context)
write_epub(book, Edition("epub", "epub"), Path(sys.argv[2]), context, cover=cover())
"""


def test_entries_carry_no_clock_and_no_owner(rich: Opened) -> None:
    with zipfile.ZipFile(rich.path) as archive:
        entries = archive.infolist()
    assert entries[0].filename == "mimetype"
    assert entries[0].compress_type == zipfile.ZIP_STORED
    assert [e.filename for e in entries[1:]] == sorted(e.filename for e in entries[1:])
    assert {e.date_time for e in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {e.external_attr >> 16 for e in entries} == {0o644}
    assert {e.create_system for e in entries} == {3}
    assert rich.path.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"


def test_the_same_bytes_in_another_place_and_time_zone(
    write_book: WriteBook, tmp_path: Path
) -> None:
    settings = [
        ("one", {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}, "022"),
        ("a/b", {"TZ": "America/Adak", "LC_ALL": "POSIX", "PYTHONHASHSEED": "2"}, "077"),
    ]
    products = []
    for name, environment, umask in settings:
        folder, target = write_book(RICH, name), tmp_path / f"{umask}.epub"
        (folder / "../x").resolve().touch()
        command = [sys.executable, "-c", SCRIPT, str(folder), str(target), umask]
        subprocess.run(command, check=True, env={**os.environ, **environment}, timeout=300)
        products.append(target.read_bytes())
        assert target.stat().st_mode & 0o777 == 0o644
    assert products[0] == products[1]


@pytest.mark.parametrize(
    "name",
    ["../x", "/x", "a//b", "a/./b", "a\\b", "c:x", "a\0b", "a/", "", 'a"b'],
)
def test_a_name_that_leaves_the_container_is_refused(name: str) -> None:
    with pytest.raises(BrokenArchive):
        pack({"EPUB/a": b"", name: b""})


def test_names_that_differ_by_case_or_composition_alone_are_refused() -> None:
    for pair in (["EPUB/a", "EPUB/A"], ["EPUB/\u00e4", "EPUB/a\u0308"], ["EPUB/a", "EPUB/a"]):
        with pytest.raises(BrokenArchive):
            check_names(pair)


def test_an_archive_with_one_name_twice_is_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("a", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a", b"2")
    with pytest.raises(BrokenArchive):
        unpack(written.getvalue())


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("EPUB/content.opf", b'href="toc.ncx"', b'href="tok.ncx"', "tok.ncx"),
        ("EPUB/nav.xhtml", b"ebb.xhtml#deep", b"ebb.xhtml#depp", "#depp"),
        ("EPUB/toc.ncx", b"text/flood.xhtml", b"text/blood.xhtml", "blood"),
        ("EPUB/text/ebb.xhtml", b"../images/a-square.svg", b"../images/b.svg", "b.svg"),
        ("EPUB/text/ebb.xhtml", b'href="#note-', b'href="#vote-', "#vote-"),
        ("mimetype", b"application/epub+zip", b"application/zip", "media type"),
    ],
)
def test_reading_back_finds_inconsistencies(
    rich: Opened, file: str, old: bytes, new: bytes, message: str
) -> None:
    whole = rich.path.read_bytes()
    check_archive(whole)
    files = unpack(whole)
    assert old in files[file]
    files[file] = files[file].replace(old, new)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    with pytest.raises(BrokenArchive, match=message):
        check_archive(written.getvalue())


def test_a_known_entry_is_inflated_only_if_it_differs(
    rich: Opened,
) -> None:
    whole, page = rich.path.read_bytes(), "EPUB/text/ebb.xhtml"
    files = unpack(whole)
    known = {page: ArchiveEntry(b"as it was", deflate(page, files[page]), DocumentLinks([], []))}
    assert unpack(whole, known) == {**files, page: b"as it was"}
    other = pack({**files, page: files[page].replace(b"falls", b"sinks")})
    assert b"sinks" in unpack(other, known)[page]
    spoilt = bytearray(whole)
    spoilt[whole.index(known[page].deflated.content) + 9] ^= 1
    with pytest.raises((zipfile.BadZipFile, zlib.error)):
        unpack(bytes(spoilt), known)
