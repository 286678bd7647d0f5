"""A format is a row: another one, of an installed package, is built, cached and released alike."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import publish
from publish import pipeline
from publish.cache import NO_CACHE, Cache
from publish.diagnostics import ContentError, Report
from publish.errors import LayoutError
from publish.extensions import (
    IMPORTERS,
    OUTPUTS,
    THEMES,
    VALIDATORS,
    extension_folders,
    extensions,
)
from publish.files import read_product
from publish.importers.table import find_importer
from publish.model.artifact import Artifact, ArtifactOrigin
from publish.model.formats import FORMATS, find_format, format_names, format_of, resolve
from publish.pipeline.releasing import ReleaseRequest, release
from publish.render.theme import load_theme
from publish.render.theme_folders import themes
from publish.verification.validators import run_validators
from tests.conftest import WriteBook
from tests.running import run_context

BOOK = {
    "book.toml": '[book]\ntitle = "Ferns"\nlanguage = "en"\nauthors = ["A. Gardener"]\n'
    'identifier = "urn:x-ferns:1"\nrights = "CC BY 4.0"\nversion = "1.0"\n\n'
    '[structure]\nbodymatter = ["a.md", "b.md"]\n\n[editions.site]\nformat = "pages"\n',
    "a.md": "# Fronds\n\nThey unroll, as [](#roots) do not.\n",
    "b.md": "# Roots {#roots}\n\nThey creep.\n",
}


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, EntryPoint("pages", "tests.formats.web:WEB", OUTPUTS))


def install(monkeypatch: pytest.MonkeyPatch, *points: EntryPoint) -> None:
    """Have entry points as if packages that declare them were installed."""

    def declared(group: str) -> list[EntryPoint]:
        return [point for point in points if point.group == group]

    monkeypatch.setattr("publish.extensions._entry_points", declared)
    extensions.cache_clear()
    extension_folders.cache_clear()


@pytest.fixture(autouse=True)
def _forget_installed() -> Iterator[None]:
    yield
    extensions.cache_clear()
    extension_folders.cache_clear()


def test_a_theme_of_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "moss_theme"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "theme.toml").write_text('extends = "classic"\n')
    monkeypatch.syspath_prepend(tmp_path)
    install(monkeypatch, EntryPoint("moss", "moss_theme", THEMES))
    assert "moss" in themes()
    assert load_theme("moss").folders[0] == folder
    with pytest.raises(LayoutError):
        load_theme("../moss_theme")


def test_an_importer_of_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, EntryPoint("wire", "tests.formats.web:WIRE", IMPORTERS))
    wire = tmp_path / "copy.wire"
    wire.write_text("Chapter 1 Bogs\n\nThey are wet.\n")
    assert find_importer(wire).name == "wire"
    outcome = publish.import_book(wire, tmp_path / "bogs")
    assert (outcome.target / "book.toml").is_file()
    assert find_importer(Path("copy.txt")).name == "plaintext"


def test_a_validator_of_a_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    install(monkeypatch, EntryPoint("lint", "tests.formats.web:LINT", VALIDATORS))
    product = tmp_path / "a.pdf"
    product.touch()
    (verdict,) = run_validators([product], ["lint"], NO_CACHE, lambda *_: None)
    assert verdict.passed


@pytest.mark.parametrize("name", FORMATS)
def test_every_reference_of_a_row_can_be_resolved(name: str) -> None:
    row = format_of(name)
    assert callable(resolve(row.writer))
    assert callable(resolve(row.verifier))
    assert not row.preparer or callable(resolve(row.preparer))


def build(book: Path, cache: Cache, out: Path) -> Artifact:
    (artifact,) = pipeline.build(book, [], out, run_context(cache=cache))
    return artifact


@pytest.mark.usefixtures("installed")
def test_a_format_of_a_package_writes_a_folder(write_book: WriteBook, tmp_path: Path) -> None:
    book, cache, out = write_book(BOOK), Cache(tmp_path / "cache"), tmp_path / "out"
    assert format_names() == [*FORMATS, "pages"]
    first = build(book, cache, out)
    assert first.path == out / f"{book.name}-site"
    assert "text/a.html" in first.files
    assert b'href="roots.html#roots"' in (first.path / "text" / "a.html").read_bytes()
    assert build(book, cache, out).origin is ArtifactOrigin.UNCHANGED
    (first.path / "text" / "a.html").write_text("changed")
    restored = build(book, cache, out)
    assert restored.origin is ArtifactOrigin.RESTORED
    content = read_product(first.path)
    assert content is not None
    assert content.sha256 == first.sha256
    (first.path / "stale.html").write_text("of an earlier build")
    build(book, cache, out)
    assert not (first.path / "stale.html").exists()


@pytest.mark.slow
@pytest.mark.usefixtures("installed")
def test_a_folder_is_verified_and_released(write_book: WriteBook, tmp_path: Path) -> None:
    book, out = write_book(BOOK), tmp_path / "out"
    artifact = build(book, Cache(None), out)
    request = ReleaseRequest(out, tmp_path / "dist", validates=False)
    released = release(book, request, run_context())
    sums = (released / "SHA256SUMS").read_text()
    assert "  ferns-1.0-site/text/a.html\n" in sums
    page = artifact.path / "text" / "a.html"
    before = page.read_bytes()
    page.write_text("<html>")
    released = release(book, request, run_context())
    assert (released / "ferns-1.0-site" / "text" / "a.html").read_bytes() == before


def test_an_unknown_format_is_reported_with_those_that_exist(write_book: WriteBook) -> None:
    report = Report()
    with pytest.raises(ContentError):
        pipeline.load_book(write_book(BOOK), run_context(report))
    (error,) = report.errors
    assert error.code == "MAN-005"
    assert error.hint == "valid values: epub, pdf, web, print"
    assert find_format("pages") is None
