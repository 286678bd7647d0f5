"""What a manifest and a machine make of a web edition."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from publish import pipeline
from publish.cache import Cache
from publish.diagnostics import ContentError, Report
from publish.files import read_product
from publish.model.artifact import ArtifactOrigin
from publish.outputs.pdf.whole import page_engine
from publish.outputs.pdf.whole.page_engine import PageEngine
from tests.running import run_context
from tests.web.site import FILES, build_site, write_files

SMALL = {
    "book.toml": FILES["book.toml"]
    .replace('page-list = "pdf"', "search = false")
    .replace('downloads = ["pdf"]\noffline = true\n', ""),
    **{name: FILES[name] for name in FILES if name != "book.toml"},
}

_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 25"><path d="M0 0h16v25z"/></svg>'
)


def test_the_same_book_gives_the_same_bytes_and_an_edit_one_page(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "a" / "salt", SMALL)
    first = build_site(folder, tmp_path / "a" / "out", Cache(tmp_path / "cache"))
    other = write_files(tmp_path / "b" / "salt", SMALL)
    again = build_site(other, tmp_path / "b" / "out", Cache(None))
    content = read_product(first.folder)
    assert content == read_product(again.folder)
    (artifact,) = pipeline.build(
        folder, ["web"], tmp_path / "a" / "out", run_context(cache=Cache(tmp_path / "cache"))
    )
    assert artifact.origin is ArtifactOrigin.UNCHANGED
    assert content is not None
    assert artifact.sha256 == content.sha256
    (first.folder / "text/glossary.html").write_text("of somebody else")
    before = inodes(first.folder)
    edit = ("Is it high", "Is it low")
    (folder / "tides.md").write_text(SMALL["tides.md"].replace(*edit))
    edited = build_site(folder, tmp_path / "a" / "out", Cache(tmp_path / "cache"))
    after = read_product(edited.folder)
    assert after is not None
    changed = {name for name in after.files if after.files[name] != content.files.get(name)}
    assert changed == {"text/tides.html"}
    written = {name for name, inode in inodes(edited.folder).items() if inode != before[name]}
    assert written == {"text/tides.html", "text/glossary.html"}
    (other / "tides.md").write_text(SMALL["tides.md"].replace(*edit))
    assert after == read_product(build_site(other, tmp_path / "b" / "out", Cache(None)).folder)


def test_copies_of_the_process_make_the_same_bytes(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "salt", SMALL)
    for out, processes in (("one", 1), ("two", 2)):
        context = replace(
            run_context(cache=Cache(tmp_path / f"cache-{out}")), processes=processes, forks=True
        )
        pipeline.build(folder, ["web"], tmp_path / out, context)
    assert read_product(tmp_path / "one/salt-web") == read_product(tmp_path / "two/salt-web")


def test_the_engine_for_a_cover_starts_before_a_first_build_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Path] = []

    class Engine(PageEngine):
        def __init__(self, cache: Cache) -> None:
            super().__init__(cache)
            assert cache.folder is not None
            started.append(cache.folder)

    monkeypatch.setattr(page_engine, "PageEngine", Engine)
    folder = write_files(tmp_path / "salt", {**SMALL, "own.svg": _DRAWING})
    context = replace(run_context(cache=Cache(tmp_path / "cache")), processes=2)

    def build(out: str) -> None:
        pipeline.build(folder, ["web"], tmp_path / out, context.with_report(Report()))

    build("out")
    assert started == [tmp_path / "cache"]
    (folder / "tides.md").write_text(SMALL["tides.md"].replace("Is it high", "Is it low"))
    build("out")
    manifest = SMALL["book.toml"].replace("[book]", '[book]\ncover = "own.svg"', 1)
    (folder / "book.toml").write_text(manifest)
    build("other")
    assert len(started) == 1


def inodes(folder: Path) -> dict[str, int]:
    """The files of a folder, each by the number that the disk has for it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in files}


@pytest.mark.slow
def test_a_download_follows_its_edition(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "salt", FILES)
    out, cache = tmp_path / "out", Cache(tmp_path / "cache")
    for text in (FILES["motto.md"], FILES["motto.md"].replace("no books", "no time")):
        (folder / "motto.md").write_text(text)
        built = pipeline.build(folder, ["web", "pdf"], out, run_context(cache=cache))
        products = {artifact.edition: artifact for artifact in built}
        offered = products["web"].path / "downloads/salt.pdf"
        assert offered.read_bytes() == products["pdf"].path.read_bytes()


def test_without_pagefind_a_warning_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("publish.outputs.web.search.find_spec", lambda _: None)
    manifest = SMALL["book.toml"].replace("search = false", "search = true")
    folder, report = write_files(tmp_path / "salt", {**SMALL, "book.toml": manifest}), Report()
    (artifact,) = pipeline.build(
        folder, ["web"], tmp_path / "out", run_context(report, cache=Cache(None))
    )
    (warning,) = [each for each in report.diagnostics if each.code == "OUT-004"]
    assert warning.location.line == manifest.splitlines().index('format = "web"') + 1
    assert warning.hint is not None
    assert "publish-book[web]" in warning.hint
    assert not (artifact.path / "search.html").exists()
    assert 'role="search"' not in (artifact.path / "index.html").read_text()


def test_an_address_that_is_none(tmp_path: Path) -> None:
    manifest = SMALL["book.toml"].replace("https://books.example.org/salt/", "books.example.org")
    folder, report = write_files(tmp_path / "salt", {**SMALL, "book.toml": manifest}), Report()
    with pytest.raises(ContentError):
        pipeline.load_book(folder, run_context(report))
    assert [error.code for error in report.errors] == ["MAN-036"]


def test_keys_of_the_web_are_for_the_web(tmp_path: Path) -> None:
    manifest = SMALL["book.toml"].replace('format = "web"', 'format = "epub"')
    folder, report = write_files(tmp_path / "salt", {**SMALL, "book.toml": manifest}), Report()
    with pytest.raises(ContentError):
        pipeline.load_book(folder, run_context(report))
    assert [str(error).count("web editions only") for error in report.errors] == [1, 1]
