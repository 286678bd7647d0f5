"""Folders as repositories have them: files about the text, and texts that lie elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from publish import api
from publish.api import importing
from publish.diagnostics import ContentError

_LONG = "Words of the book.\n\n" * 4000
_ABOUT = {
    "README.md": "# A book\n\nBuild it with make.\n",
    "CONTRIBUTING.md": "# How to help\n\nAsk first.\n",
    "LICENSE-MIT.md": "# Licence\n\nAs it is.\n",
    "CODE_OF_CONDUCT.md": "# Conduct\n\nBe kind.\n",
}


def _source(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def test_what_is_for_those_who_work_on_a_text_is_left_out(tmp_path: Path) -> None:
    chapters = {"01-walls.md": "# Walls\n\nOf stone.\n", "02-license.md": "# Licences\n\nOf law.\n"}
    source = _source(tmp_path / "stones", {**_ABOUT, **chapters})
    target = importing.import_book(source, tmp_path / "book").target
    _, book = api.open_book(target)
    assert [section.title for section in book.sections] == ["A book", "Walls", "Licences"]
    report = (target / "import-report.md").read_text("utf-8")
    assert "| file that the book does not name | 3 | stones: CODE" in report


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"source/ch1.ptx": _LONG, "source/ch2.ptx": _LONG}, ("`.ptx` files (2)", "export EPUB")),
        ({"level1/novel.xml": _LONG, "errata.md": "# Errata\n\nNone.\n"}, ("`.xml` files (1)",)),
        (
            {"tex/all.tex": "\\input{a}\n\\input{b}\n", "tex/a.tex": _LONG, "tex/b.tex": _LONG},
            ("`.tex` files (3)", "such as `tex/all.tex`"),
        ),
        (
            {
                "walls.tex": "\\subfile{a}\n\\subfile{b}\n\\subfile{c}\n",
                "print.tex": "\\input{setup}\n\\input{walls}\n",
                **dict.fromkeys(("a.tex", "b.tex", "c.tex", "setup.tex"), _LONG),
            },
            ("such as `print.tex`",),
        ),
        ({"old/1.txt": _LONG, "1.txt": _LONG}, ("`.txt` files (2)", "such as `1.txt`")),
    ],
)
def test_a_folder_whose_text_is_elsewhere_says_where(
    tmp_path: Path, files: Mapping[str, str], words: tuple[str, ...]
) -> None:
    source = _source(tmp_path / "stones", {**_ABOUT, **files})
    with pytest.raises(ContentError) as error:
        importing.import_book(source, tmp_path / "book")
    (refusal,) = error.value.report
    assert refusal.code == "IMP-008"
    for each in words:
        assert each in f"{refusal.message} {refusal.hint}"


@pytest.mark.parametrize("name", ["text/stones.tex", "stones.html", "inner/a/stones.rst"])
def test_the_only_text_of_a_folder_is_the_book(tmp_path: Path, name: str) -> None:
    title = {
        "tex": "\\section{Walls}",
        "rst": "Walls\n=====\n\nOf stone.\n\nRoofs\n=====",
        "html": "<h1>Walls</h1>",
    }
    text = f"{title[name.rpartition('.')[2]]}\n\n{_LONG}"
    readmes = {"README.rst": "Read\n====\n\nme\n", "CONTRIBUTING.rst": "Help\n====\n\nus\n"}
    source = _source(tmp_path / "stones", {**readmes, name: text})
    _, book = api.open_book(importing.import_book(source, tmp_path / "book").target)
    assert next(iter(book.sections)).title == "Walls"


def test_a_long_readme_is_a_book(tmp_path: Path) -> None:
    files = {"README.md": f"# Walls\n\n{_LONG}", "site/a.html": _LONG * 9, "site/b.html": _LONG}
    source = _source(tmp_path / "stones", files)
    assert (importing.import_book(source, tmp_path / "book").target / "walls.md").is_file()
