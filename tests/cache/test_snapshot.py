"""The state of a folder covers what a book can read there; nothing else is opened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from publish.diagnostics import Location, Report
from publish.sources.files import snapshot
from publish.sources.files.book_files import read_book_file
from publish.sources.files.snapshot import record_reads, take_snapshot

HERE = Location("book.toml", 1)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "book" / "images").mkdir(parents=True)
    (tmp_path / "book" / "a.md").write_text("# A\n")
    (tmp_path / "book" / "images" / "b.svg").write_text("<svg/>")
    return tmp_path / "book"


def state(book: Path, *apart: Path) -> str:
    snapshot = take_snapshot(book, *apart)
    assert snapshot is not None
    return snapshot.state


def test_names_and_contents_count(book: Path) -> None:
    before = state(book)
    (book / "a.md").rename(book / "b.md")
    renamed = state(book)
    (book / "b.md").rename(book / "a.md")
    assert state(book) == before != renamed
    (book / "images").rename(book / "pictures")
    assert state(book) != before


def test_hidden_and_excluded_files_do_not_count(book: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(book / "out")
    before = state(book)
    for folder in (".git", "out", "kept"):
        (book / folder).mkdir()
        (book / folder / "new").write_text("new")
    assert state(book, book / "kept", tmp_path / "link") == before
    assert state(book, book / "kept") != before


def test_other_files_are_not_opened(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text("a secret")
    (book / "secret").symlink_to(tmp_path / "secret")
    (book / "loop").symlink_to("loop")
    (book / "zero").symlink_to("/dev/zero")
    (book / "beyond").symlink_to(tmp_path)
    os.mkfifo(book / "pipe")
    opened: list[str] = []
    real = os.open

    def watch(path: Path, flags: int) -> int:
        opened.append(path.name)
        return real(path, flags)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", watch)
        before = state(book)
    assert opened == ["a.md", "b.svg"]
    (tmp_path / "secret").write_text("another secret")
    assert state(book) == before


@pytest.mark.parametrize(("bound", "value"), [("_MOST_FILES", 1), ("_LARGEST", 5)])
def test_a_folder_larger_than_a_book_has_no_state(
    book: Path, bound: str, value: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, bound, value)
    assert take_snapshot(book) is None
    assert take_snapshot(book / "nowhere") is None


@pytest.mark.parametrize(
    ("name", "covered"),
    [
        ("a.md", True),
        ("./images//b.svg", True),
        ("images/../a.md", False),
        (".hidden", False),
        ("out/c.md", False),
        ("linked/b.svg", False),
    ],
)
def test_files_read_by_their_plain_names_are_covered(book: Path, name: str, covered: bool) -> None:
    (book / ".hidden").write_text("hidden")
    (book / "out").mkdir()
    (book / "out" / "c.md").write_text("# C\n")
    (book / "linked").symlink_to("images")
    before = take_snapshot(book, book / "out")
    assert before is not None
    with record_reads(book) as readings:
        assert read_book_file(book, name, HERE, Report()) is not None
    assert before.covers(readings) is covered
    assert readings.changed() == []


def test_a_file_replaced_between_two_readings_has_changed(book: Path) -> None:
    renamed = book / "kept"
    with record_reads(book) as readings:
        read_book_file(book, "a.md", HERE, Report())
        (book / "a.md").rename(renamed)
        (book / "a.md").write_text("# B\n")
        read_book_file(book, "a.md", HERE, Report())
        renamed.replace(book / "a.md")
    assert readings.changed() == ["a.md"]


def test_reading_outside_the_block_or_another_book_is_not_recorded(
    book: Path, tmp_path: Path
) -> None:
    with record_reads(tmp_path) as readings:
        read_book_file(book, "a.md", HERE, Report())
    read_book_file(tmp_path, "book/a.md", HERE, Report())
    assert readings.stamps == {}
