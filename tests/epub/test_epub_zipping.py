"""The zip file: its content for another reader, and content that was compressed before."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.outputs.epub import zipping
from publish.outputs.epub.archive import ArchiveEntry, pack, unpack
from publish.outputs.epub.zipping import TooLargeArchive, build_zip, deflate

NAMES = st.from_regex(r"[a-zé語]{1,8}(/[a-z]{1,4})?(\.png)?", fullmatch=True)


@given(st.dictionaries(NAMES, st.binary(max_size=400), max_size=6))
def test_another_reader_finds_every_byte(files: dict[str, bytes]) -> None:
    entries = [(name, deflate(name, content)) for name, content in files.items()]
    with zipfile.ZipFile(io.BytesIO(build_zip(entries))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == files


def test_text_is_compressed_and_images_are_not() -> None:
    text = b"word " * 900
    with zipfile.ZipFile(io.BytesIO(pack({"a.xhtml": text, "a.png": text}))) as archive:
        assert archive.getinfo("a.xhtml").compress_size < 100
        assert archive.getinfo("a.png").compress_size == len(text)


def test_content_that_was_compressed_before_gives_the_same_file() -> None:
    files = {"a.xhtml": b"word " * 900, "b.png": b"x"}
    known = {name: ArchiveEntry(content, deflate(name, content)) for name, content in files.items()}
    assert pack(files, known) == pack(files)
    assert unpack(pack(files, known)) == files


def test_more_than_a_zip_file_can_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipping, "_MAX_ENTRIES", 2)
    entry = deflate("a", b"")
    assert build_zip([("a", entry), ("b", entry)])
    with pytest.raises(TooLargeArchive):
        build_zip([("a", entry), ("b", entry), ("c", entry)])
