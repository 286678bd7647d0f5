"""The frame of exports: the folder, in which the work of others stays, and the formats."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from publish import api
from publish.api import build, importing
from publish.api.exporting import export_book
from publish.diagnostics import ContentError
from publish.errors import CannotWrite, UsageError
from tests.conftest import MINIMAL

SOURCE = "epub-source"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book") / "small"
    folder.mkdir()
    (folder / "book.toml").write_text(MINIMAL, "utf-8")
    (folder / "a.md").write_text("# One\n\nA word.\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def exported(book: Path) -> Path:
    target = book.parent / "exported"
    export_book(book, target, SOURCE)
    return target


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_an_export_has_the_files_that_it_names(book: Path, tmp_path: Path) -> None:
    result = export_book(book, tmp_path / "out", SOURCE)
    written = contents(result.path)
    assert sorted(written) == sorted([*result.files, "export-checksums.txt"])
    assert b"in one" not in written["export-report.md"]
    assert (result.edition, result.left_out, result.diagnostics) == ("epub", {}, [])


def test_the_zipped_source_is_the_epub(book: Path, exported: Path, tmp_path: Path) -> None:
    (product,) = build(book, tmp_path / "out", ["epub"]).artifacts
    with zipfile.ZipFile(product.path) as archive:
        files = {f"src/{name}": archive.read(name) for name in archive.namelist()}
    written = contents(exported)
    assert files == {name: written[name] for name in written if name.startswith("src/")}


@pytest.mark.parametrize("name", ["docx", "html", "markdown"])
def test_an_exported_folder_can_be_imported(book: Path, tmp_path: Path, name: str) -> None:
    export_book(book, tmp_path / "out", name)
    again = importing.import_book(tmp_path / "out", tmp_path / "again").target
    _, read = api.open_book(again)
    assert [each.title for each in read.walk()] == ["One"]
    assert any(b"A word." in each.read_bytes() for each in again.glob("*.md"))


def test_an_export_that_nobody_changed_is_replaced(book: Path, exported: Path) -> None:
    before = contents(exported)
    export_book(book, exported, SOURCE)
    assert contents(exported) == before


@pytest.mark.parametrize(
    ("name", "edit"),
    [
        ("src/mimetype", "edited"),
        ("src/EPUB/mine.css", "added"),
        ("export-report.md", "edited"),
        (".git/HEAD", "added"),
    ],
)
def test_the_work_of_others_stays(
    book: Path, exported: Path, tmp_path: Path, name: str, edit: str
) -> None:
    target = tmp_path / "target"
    shutil.copytree(exported, target)
    (target / name).parent.mkdir(exist_ok=True)
    (target / name).write_text(edit, "utf-8")
    before = contents(target)
    with pytest.raises(ContentError) as caught:
        export_book(book, target, SOURCE)
    assert {each.code for each in caught.value.report} == {"OUT-003"}
    assert contents(target) == before


@pytest.mark.parametrize("name", ["notes.txt", "export-report.md", "src/mimetype"])
def test_a_folder_that_is_not_an_export_stays(book: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / "target" / name
    file.parent.mkdir(parents=True)
    file.write_text("mine", "utf-8")
    with pytest.raises(ContentError) as caught:
        export_book(book, tmp_path / "target", SOURCE)
    assert [each.code for each in caught.value.report] == ["OUT-002"]
    assert contents(tmp_path / "target") == {name: b"mine"}


def test_a_file_in_the_place_of_the_folder_stays(book: Path, tmp_path: Path) -> None:
    (tmp_path / "target").write_text("mine", "utf-8")
    with pytest.raises(ContentError):
        export_book(book, tmp_path / "target", SOURCE)
    assert (tmp_path / "target").read_text("utf-8") == "mine"


def test_a_book_with_errors_is_not_exported(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book/book.toml").write_text(MINIMAL, "utf-8")
    (tmp_path / "book/a.md").write_text("# One\n\n[](#nowhere)\n", "utf-8")
    with pytest.raises(ContentError) as caught:
        export_book(tmp_path / "book", tmp_path / "out", SOURCE)
    assert [each.code for each in caught.value.report] == ["REF-001"]
    assert not (tmp_path / "out").exists()


def test_a_format_that_there_is_not(book: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no export to the format `epub-sauce`") as caught:
        export_book(book, tmp_path / "out", "epub-sauce")
    assert caught.value.hint == "did you mean `epub-source`?"


def test_a_folder_that_cannot_be_written(book: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    with pytest.raises(CannotWrite):
        export_book(book, tmp_path / "file/out", SOURCE)
