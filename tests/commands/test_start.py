"""Commands that only look do not wait for the libraries that make and take apart products."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from publish.external import run
from tests.conftest import MINIMAL

# What is slow to import, or needs a library of the system.
FOR_PRODUCTS = frozenset(
    "ebooklib fontTools icu jinja2 pikepdf pypdfium2 rich uharfbuzz weasyprint ziamath".split()
)
FOR_READING = frozenset("PIL bibtexparser latex2mathml lxml markdown_it pygments".split())
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
        (["outline", "book"], FOR_PRODUCTS | {"bibtexparser", "latex2mathml"}),
        (["explain", "book", "1"], FOR_PRODUCTS | {"bibtexparser", "latex2mathml"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_imports(words: list[str], unwanted: frozenset[str], tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "book.toml").write_text(MINIMAL, "utf-8")
    (tmp_path / "book" / "a.md").write_text("# A\n\nText.\n", "utf-8")
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    argv = [sys.executable, "-c", _REPORT, *words]
    done = run(argv, timeout=60, folder=tmp_path, environment={"PYTHONPATH": paths})
    loaded = set(done.stdout.decode().splitlines())
    assert "publish" in loaded
    assert not loaded & unwanted
