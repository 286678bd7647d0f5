"""One book as a project of each program: the same outline, words, references and notes arrive."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from publish import api
from publish.api import importing
from tests.importing.mill import (
    bookdown,
    epubs,
    folder,
    mdbook,
    mkdocs,
    myst,
    pandoc_file,
    quarto,
    word,
)
from tests.importing.mill.story import SECTIONS

_PROJECTS: dict[str, Any] = {
    "epub2": epubs.Epub(epubs.old),
    "epub3": epubs.Epub(epubs.new),
    "epub-divisions": epubs.Epub(epubs.divided),
    "word": word,
    "folder": folder,
    "pandoc": pandoc_file,
    "myst": myst,
    "mkdocs": mkdocs,
    "bookdown": bookdown,
    "mdbook": mdbook,
    "quarto": quarto,
}

_WITHOUT_PARTS = (pandoc_file, word)  # whose notation has none


class _Imported(NamedTuple):
    project: Any
    folder: Path
    text: str
    report: str
    titles: list[str]


@pytest.fixture(scope="module", params=_PROJECTS)
def imported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> _Imported:
    return _import(request.param, tmp_path_factory.getbasetemp())


@cache
def _import(name: str, folder: Path) -> _Imported:
    project, source = _PROJECTS[name], folder / name
    for path, content in project.files().items():
        file = source / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    target = importing.import_book(source / project.SOURCE, folder / f"{name}-book").target
    _, book = api.open_book(target)
    titles = [s.title for top in book.sections for s in top.walk()]
    text = "\n".join(each.read_text("utf-8") for each in sorted(target.glob("*.md")))
    report = (target / "import-report.md").read_text("utf-8")
    return _Imported(project, target, text, report, titles)


def test_the_outline_is_that_of_the_story(imported: _Imported) -> None:
    project = imported.project
    own = [title.lower() for title in imported.titles if title not in project.TITLES]
    shown = [each for each in SECTIONS if each.level or project not in _WITHOUT_PARTS]
    assert own == [each.title.lower() for each in shown]
    assert len(shown) >= 30


def test_nothing_is_lost_and_nothing_left_to_do(imported: _Imported) -> None:
    assert "explained above" in imported.report
    assert "the new book can be read without a warning" in imported.report
    kinds = set(re.findall(r"^\| ([^|]+) \| \d+ \|", imported.report, re.M))
    assert kinds <= {str(kind) for kind in imported.project.LOSSES}


def test_every_reference_and_note_is_alive(imported: _Imported) -> None:
    sections = [each for each in SECTIONS if each.words]
    assert len(re.findall(r"See \[[^\]]*\]\(#[\w-]+\)", imported.text)) >= len(sections)
    assert imported.text.count(": So it is said of") >= len(sections) // 3


def test_its_own_idioms_are_ours(imported: _Imported) -> None:
    missing = [line for line in imported.project.LINES if line not in imported.text]
    assert not missing
