"""Fixtures of a few lines: title, input and expected output, separated by lines of one dot."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from publish.diagnostics import Report
from publish.model.section import heading_text
from publish.render.markup import inner
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.conftest import Golden
from tests.running import run_context

HERE = Path(__file__).parent
MANIFEST = (
    '[book]\ntitle = "A Book"\nlanguage = "{language}"\n\n[structure]\nbodymatter = ["a.md"]\n'
)
_CASE = re.compile(
    r"^(?P<title>[^\n]+)\n\.\n(?P<source>.*?)\n\.\n(?P<expected>.*?)\n\.\n", re.M | re.S
)


@dataclass(frozen=True)
class Case:
    """One case of a file."""

    file: Path
    title: str
    source: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file.stem}: {self.title}"

    @property
    def language(self) -> str:
        """The language of the book; a title may end in `(lang xx)`."""
        match = re.search(r"\(lang (\S+)\)$", self.title)
        return match[1] if match else "en"

    def check(self, golden: Golden, actual: str) -> None:
        expected, actual = (
            f"{self.title}\n.\n{self.source}\n.\n{text}\n.\n" for text in (self.expected, actual)
        )
        golden(self.file, expected, actual)


def cases(kind: str) -> list[Case]:
    """The cases of a folder."""
    result = [
        Case(path, **case.groupdict())
        for path in sorted((HERE / kind).glob("*.md"))
        for case in _CASE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert result, f"no cases in {kind}"
    return result


def _each_case(kind: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return pytest.mark.parametrize("case", cases(kind), ids=str)


@_each_case("markdown")
def test_markdown(case: Case, tmp_path: Path, golden: Golden) -> None:
    """The body of the one chapter, after all passes."""
    (tmp_path / "book.toml").write_text(MANIFEST.format(language=case.language), encoding="utf-8")
    (tmp_path / "a.md").write_text(f"# A\n\n{case.source}\n", encoding="utf-8")
    report = Report()
    book = read_book(tmp_path, run_context(report))
    assert book is not None
    book = settle(book, run_context(report))
    # Accessibility findings and marks of other dialects are not errors of the markup.
    assert [str(d) for d in report if not d.code.startswith(("ACC", "STR-021"))] == []
    body = str(inner(book.sections[0].body)).replace(' xmlns="http://www.w3.org/1999/xhtml"', "")
    case.check(golden, body.strip())
    etree.fromstring(f"<div>{body}</div>")


@_each_case("numbering")
def test_numbering(case: Case, tmp_path: Path, golden: Golden) -> None:
    """The outline of a book, from its manifest; its files need no text."""
    manifest = f'[book]\ntitle = "A Book"\nlanguage = "en"\n{case.source}\n'
    (tmp_path / "book.toml").write_text(manifest, encoding="utf-8")
    report = Report()
    book = read_book(tmp_path, run_context(report))
    assert book is not None
    book = settle(book, run_context(report))
    assert [str(d) for d in report.errors] == []
    lines = [f"{'  ' * (section.level - 1)}{heading_text(section)}" for section in book.walk()]
    case.check(golden, "\n".join(lines))
