"""A theme has what it extends where it has nothing itself; one of the user may bring anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from publish.errors import LayoutError, UsageError
from publish.model.book import Book, Edition
from publish.render.environment import Renderer
from publish.render.theme import load_theme, theme_trim
from publish.render.theme_folders import (
    VARIABLE,
    is_known,
    is_ours,
    themes,
    trust_themes,
    user_themes_digest,
    variants,
)
from tests.conftest import MINIMAL

OURS = ["classic", "novel", "poetry", "report", "scholarly"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of themes that the user trusts."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "mine"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    (tmp_path / "mine").mkdir()
    return tmp_path / "mine"


def add(home: Path, name: str, table: str, **files: str) -> Path:
    folder = home / name
    folder.mkdir(parents=True)
    (folder / "theme.toml").write_text(table, "utf-8")
    for file, text in files.items():
        (folder / file.replace("_", ".")).write_text(text, "utf-8")
    return folder


@pytest.fixture
def book(read_files: Callable[[Mapping[str, str]], Book]) -> Book:
    return read_files({"book.toml": MINIMAL, "a.md": "# One\n"})


def sheet(book: Book, name: str) -> str:
    theme = load_theme(name)
    renderer = Renderer(book, Edition("pdf", "pdf", theme=name, trim=theme.trim), theme)
    return renderer.render_style("pdf.css", faces=(), gutter=0)


def test_our_themes() -> None:
    assert (themes(), variants()) == (OURS, ["large-print"])
    assert all(load_theme(name).about for name in OURS)
    assert theme_trim("report") == "A4"
    assert theme_trim("nothing") == "6x9in"


def test_values_are_inherited_by_key_and_fonts_as_a_whole() -> None:
    classic, novel = load_theme("classic"), load_theme("novel")
    assert novel.variables["sans"] == classic.variables["sans"]
    assert novel.variables["serif"] == "Vollkorn"
    assert novel.page["least-type"] == classic.page["least-type"]
    assert "A4" not in novel.trims
    assert "EB Garamond" not in {font.family for font in novel.fonts}
    assert novel.screen_fonts == classic.screen_fonts


def test_rules_follow_those_of_the_base_and_have_its_names(home: Path, book: Book) -> None:
    add(home, "house", 'extends = "novel"\n', pdf_css="h1 { margin: {{ line }}pt; }\n")
    css = sheet(book, "house")
    assert css.startswith(sheet(book, "novel"))
    assert css.endswith("h1 { margin: 13.75pt; }\n")


def test_a_variant_follows_any_theme(book: Book) -> None:
    large = load_theme("report+large-print")
    assert (large.name, large.trim) == ("report+large-print", "8x10in")
    assert large.variables["accent"] == load_theme("report").variables["accent"]
    assert "font: 18.0pt" in sheet(book, "report+large-print")
    assert is_known("novel+large-print")
    assert is_ours("novel+large-print")
    assert not is_known("novel+wide")
    assert not is_known("large-print")


def test_a_theme_of_the_user_brings_templates_and_fonts(home: Path, book: Book) -> None:
    table = 'extends = "classic"\n[[fonts]]\nfamily = "Mine"\nfile = "fonts/mine.ttf"\n'
    folder = add(home, "house", f'{table}[variables]\nserif = "Mine"\n')
    (folder / "templates").mkdir()
    (folder / "templates" / "titlepage.xhtml.j2").write_text("<p>Ours</p>", "utf-8")
    (folder / "fonts").mkdir()
    shutil.copy(load_theme("classic").fonts[0].path, folder / "fonts" / "mine.ttf")
    theme = load_theme("house")
    assert [font.path for font in theme.fonts] == [folder / "fonts" / "mine.ttf"]
    assert Renderer(book, Edition("a", "epub"), theme).render("titlepage.xhtml.j2") == (
        "<p>Ours</p>"
    )


def test_its_files_are_part_of_the_keys_of_what_uses_them(home: Path) -> None:
    assert user_themes_digest() == ""
    folder = add(home, "house", 'extends = "classic"\n')
    first, before = load_theme("house").inputs("pdf.css")["files"], user_themes_digest()
    (folder / "pdf.css").write_text("h1 { color: red }", "utf-8")
    assert load_theme("house").inputs("pdf.css")["files"] != first
    assert user_themes_digest() != before
    assert load_theme("classic").inputs("pdf.css")["files"] == ""


def test_no_theme_replaces_one_of_ours(home: Path) -> None:
    add(home, "classic", 'extends = "novel"\n')
    assert load_theme("classic").variables["serif"] == "EB Garamond"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ('extends = "other"\n', "extends itself"),
        ('extends = "nowhere"\n', "no theme `nowhere`"),
        ("extends = \n", "Invalid value"),
        ('extends = "classic"\n[variables]\nopenings = "left"\n', "sets `openings` to `left`"),
    ],
)
def test_a_theme_with_a_fault_is_refused(home: Path, table: str, words: str) -> None:
    add(home, "house", table)
    add(home, "other", 'extends = "house"\n')
    with pytest.raises(LayoutError, match=words):
        load_theme("house")


def test_a_folder_that_is_not_there_is_refused(home: Path) -> None:
    with pytest.raises(UsageError, match="is not a folder"):
        trust_themes(home / "nowhere")
    trust_themes(add(home / "more", "house", 'extends = "classic"\n').parent)
    assert "house" in themes()
