"""Commands that build nothing do not import the libraries that write and read products."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from publish.external import run
from tests.conftest import MINIMAL

pytestmark = pytest.mark.slow

# Packages that are slow to import, or need a library of the system.
FOR_PRODUCTS = frozenset(
    "ebooklib fontTools icu jinja2 pikepdf pypdfium2 rich uharfbuzz weasyprint ziamath".split()
)
FOR_READING = frozenset("PIL bibtexparser math_core lxml markdown_it pygments".split())
_REPORT = """
import sys
from publish.cli import publish
try:
    publish.main(sys.argv[1:], standalone_mode=False, prog_name="publish")
finally:
    print(*sorted({name.partition(".")[0] for name in sys.modules}), sep="\\n")
"""
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [
        (["--version"], FOR_PRODUCTS | FOR_READING),
        (["--help"], FOR_PRODUCTS),
        (["new", "sketch"], FOR_PRODUCTS | FOR_READING),
        (["outline", "book"], FOR_PRODUCTS | {"bibtexparser", "math_core"}),
        (["explain", "book", "1"], FOR_PRODUCTS | {"bibtexparser", "math_core"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_imports(words: list[str], unwanted: frozenset[str], tmp_path: Path) -> None:
    assert not imported(words, tmp_path) & unwanted


def test_imports_of_a_build_that_finds_nothing_changed(tmp_path: Path) -> None:
    words = ["build", "book", "--edition", "epub", "--out", "out"]
    cache = str(tmp_path / "cache")
    assert imported(words, tmp_path, PUBLISH_CACHE=cache) & FOR_PRODUCTS
    unwanted = FOR_PRODUCTS | FOR_READING - {"lxml"}
    assert not imported(words, tmp_path, PUBLISH_CACHE=cache) & unwanted


def test_imports_of_an_epub_whose_text_was_edited(tmp_path: Path) -> None:
    words = ["build", "book", "--edition", "epub", "--out", "out"]
    cache = str(tmp_path / "cache")
    imported(words, tmp_path, "“Text” à la.", PUBLISH_CACHE=cache)
    unwanted = FOR_PRODUCTS - {"jinja2"}
    assert not imported(words, tmp_path, "“Text” à la la.", PUBLISH_CACHE=cache) & unwanted


_LARGE = """
import sys
from publish.cli import main

class Large:
    def __del__(self):
        print("taken apart")

large = Large()
large.itself = large
main()
"""


@pytest.mark.parametrize(("words", "code"), [(["--version"], 0), (["sing"], 2)])
def test_nothing_is_deallocated_at_the_end(words: list[str], code: int) -> None:
    done = run([sys.executable, "-c", _LARGE, *words], timeout=300, expect=(code,))
    assert b"taken apart" not in done.stdout


def imported(words: list[str], home: Path, text: str = "Text.", **environment: str) -> set[str]:
    """The packages that a command imports, called in a folder with a book."""
    (home / "book").mkdir(exist_ok=True)
    (home / "book" / "book.toml").write_text(MINIMAL, "utf-8")
    (home / "book" / "a.md").write_text(f"# A\n\n{text}\n", "utf-8")
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    argv = [sys.executable, "-c", _REPORT, *words]
    done = run(argv, timeout=300, folder=home, environment={**environment, "PYTHONPATH": paths})
    loaded = set(done.stdout.decode().splitlines())
    assert "publish" in loaded
    return loaded
