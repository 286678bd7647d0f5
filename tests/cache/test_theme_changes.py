"""A change of a theme rebuilds what shows it, and no more."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.cache import Cache, cache_stats
from publish.files.shipped import shipped
from publish.model.formats import FORMATS
from publish.render.theme_folders import VARIABLE, files_digest
from tests.cache.shore import FILES, Tree, build, png_image

MANIFEST = """\
[book]
title = "Low Water"
language = "en"
authors = ["A. Keeper"]

[structure]
bodymatter = ["mud.md", "sand.md"]

[variables]
place = "the bay"

[editions.epub]
format = "epub"
theme = "THEME"

[editions.pdf]
format = "pdf"
theme = "THEME"

[editions.web]
format = "web"
theme = "THEME"
"""
NAMES = ("epub", "pdf", "web")
ALWAYS = {"artifact", "selection", "product", "deflated", "links", "web-page-facts", "pdf-pages"}
COVER = "templates/cover.svg.j2"


def loaded_by(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    return re.findall(r'{%-? (?:include|import|from|extends) "([^"]+)"', text)


def write_book(home: Path, theme: str) -> Path:
    book = home / "shore"
    book.mkdir()
    text = FILES | {"book.toml": MANIFEST.replace("THEME", theme)}
    text["mud.md"] = text["mud.md"].replace(" [@reed]", "")
    for name in ("book.toml", "mud.md", "sand.md", "song.md"):
        (book / name).write_text(text[name], "utf-8")
    (book / "shore.png").write_bytes(png_image("navy"))
    return book


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a cache and a folder of themes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv(VARIABLE, str(tmp_path / "themes"))
    return tmp_path


def new_entries(build_again: Callable[[], object]) -> set[str]:
    """The kinds of which a build stored new entries, but for those of every changed product."""
    cache = Cache(Path("cache"))
    before = cache_stats(cache).entries
    build_again()
    after = cache_stats(cache).entries
    return {kind for kind, count in after.items() if count > before.get(kind, 0)} - ALWAYS


def files_in(folder: str) -> Tree:
    files = (path for path in Path(folder).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


@pytest.mark.slow
@pytest.mark.parametrize("is_own", [True, False], ids=["of the book", "of the user"])
def test_a_changed_sheet(is_own: bool, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = write_book(home, "./house" if is_own else "house")
    folder = (book if is_own else home / "themes") / "house"
    folder.mkdir(parents=True)
    (folder / "theme.toml").write_text('extends = "novel"\n', "utf-8")
    for name in ("cover.css", "epub.css", "pdf.css", "web.css"):
        (folder / name).write_text("/* ours */\n", "utf-8")
    if not is_own:
        (folder / "templates").mkdir()
        shutil.copyfile(shipped("styles") / "novel" / COVER, folder / COVER)
    build(names=NAMES)

    def changed(name: str, rule: str) -> set[str]:
        append(folder / name, rule)
        return new_entries(lambda: build(names=NAMES))

    assert changed("web.css", ".heading { letter-spacing: .01em }\n") == {"part"}
    assert changed("epub.css", ".heading { letter-spacing: .01em }\n") <= {"part", "faint-rules"}
    assert changed("cover.css", "h1 { letter-spacing: .01em }\n") == {"cover"}
    if not is_own:
        assert changed(COVER, "<!-- ours -->") == {"cover"}
    of_pages = changed("pdf.css", ".heading { letter-spacing: .01em }\n")
    assert {"style", "pdf-piece"} <= of_pages
    assert not of_pages & {"page", "part", "cover"}
    monkeypatch.setenv("PUBLISH_CACHE", "off")
    build("clean", names=NAMES)
    assert files_in("clean") == files_in("out")


def test_files_of_one_use(home: Path) -> None:
    folder = home / "themes" / "house"
    (folder / "templates" / "web").mkdir(parents=True)

    def differs(name: str, text: str, *uses: str) -> bool:
        before = files_digest([folder], uses)
        append(folder / name, text)
        return files_digest([folder], uses) != before

    assert differs("web.css", "a {}", "web.css")
    assert not differs("web.css", "b {}", "epub.css", "pdf.css", "templates/web/")
    assert differs("templates/web/index.xhtml.j2", "a", "templates/web/")
    assert not differs("templates/web/index.xhtml.j2", "b", "web.css")
    assert differs("blocks.css", "a {}")
    assert differs("theme.toml", "\n")


@pytest.mark.parametrize(
    "statement",
    ['{% include "web.css" %}', "{%- include ['no.css', 'web.css'] -%}", "{% include name %}"],
)
def test_a_file_that_another_use_loads_is_its_own(home: Path, statement: str) -> None:
    folder = home / "themes" / "house"
    folder.mkdir(parents=True)
    append(folder / "epub.css", statement)
    append(folder / "web.css", "a {}")
    before = files_digest([folder], ["epub.css"])
    append(folder / "web.css", "b {}")
    assert files_digest([folder], ["epub.css"]) != before


def test_our_own_files_load_none_of_another_use() -> None:
    """They are not among the files of a theme of the user, but load its files by their names."""
    sheets = {each.style_sheet for each in FORMATS.values()} | {"cover.css", "wrap.css"}
    loaded = [name for path in shipped("styles").glob("*/*.css") for name in loaded_by(path)]
    assert "screen-blocks.css" in loaded
    assert not sheets & set(loaded)
    for folder in ("epub", "pages", "pdf", "web"):
        for path in (shipped("templates") / folder).glob("*.j2"):
            for name in loaded_by(path):
                assert name.startswith((f"{folder}/", "contents.", "section.", "titlepage.")), path
