"""The examples of the handbook and the README have the output that is printed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from publish.config.manifest import load_manifest
from publish.diagnostics import Report
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.conftest import Golden
from tests.docs.manual import PAGES, Block, Workspace, blocks, console_examples, output_matches
from tests.running import run_context

pytestmark = pytest.mark.slow

WORKED = [page for page in PAGES if any(b.file or b.language == "console" for b in blocks(page))]
FRAGMENTS = [b for page in PAGES for b in blocks(page) if b.language == "toml" and b.is_fragment]
KNOWN = frozenset({"console", "markdown", "python", "sh", "text", "toml", "css", "jinja", "json"})


def test_there_are_examples() -> None:
    consoles = [b for page in WORKED for b in blocks(page) if b.language == "console"]
    assert sum(len(console_examples(block)) for block in consoles) >= 30


@pytest.mark.parametrize("page", WORKED, ids=lambda page: page.stem)
def test_page(page: Path, tmp_path: Path, golden: Golden) -> None:
    workspace = Workspace(tmp_path)
    for block in blocks(page):
        if block.file:
            workspace.write(block)
        elif block.expected_file:
            path = tmp_path / block.expected_file
            assert path.read_text(encoding="utf-8") == block.text, block.location
        elif block.language == "console":
            run(block, workspace, golden)
    for book in workspace.books:
        assert is_broken(book) == (book in workspace.broken), book.name


def run(block: Block, workspace: Workspace, golden: Golden) -> None:
    """Run the commands of a block, and compare their output with that shown."""
    for example in console_examples(block):
        actual = workspace.output(example.command)
        if not output_matches(example.output, actual):
            expected, current = (
                "".join(f"{line}\n" for line in (f"$ {example.command}", *lines))
                for lines in (example.output, actual)
            )
            golden(block.page, expected, current)


def is_broken(folder: Path) -> bool:
    """Whether a book has errors."""
    report = Report()
    book = read_book(folder, run_context(report))
    if book is not None:
        settle(book, run_context(report))
    return bool(report.errors)


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda block: block.location)
def test_fragment_of_a_manifest(fragment: Block, tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text(fragment.text, encoding="utf-8")
    report = Report()
    assert load_manifest(tmp_path, report) is not None
    assert not list(report), [str(diagnostic) for diagnostic in report]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_block_has_a_kind(page: Path) -> None:
    for block in blocks(page):
        assert block.language in KNOWN, block.location
        if block.language == "toml" and "broken" not in block.words:
            tomllib.loads(block.text)


@pytest.mark.parametrize(
    ("expected", "actual", "matches"),
    [
        (("a (… bytes)",), ["a (12 bytes)"], True),
        (("a", "…", "z"), ["a", "b", "c", "z"], True),
        (("a", "…", "z"), ["a", "b", "c"], False),
        (("a (… bytes)",), ["b (12 bytes)"], False),
        (("a",), ["a", "b"], False),
        (("a",), [], False),
    ],
)
def test_an_ellipsis_matches_only_its_place(
    expected: tuple[str, ...], actual: list[str], matches: bool
) -> None:
    assert output_matches(expected, actual) is matches
