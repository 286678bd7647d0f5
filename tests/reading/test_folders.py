"""Folders whose names XML cannot have: the messages of files in them still have their place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from publish.diagnostics import Report
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.conftest import MINIMAL
from tests.running import run_context

TEXT = """# A {#a}

::: include {file="more.md"}
:::

See [](#none).
"""
MORE = """A line.

::: table {src="data.csv"} Two
:::

See [](#nowhere).
"""


@pytest.mark.parametrize("name", ["a\x01b", "a\nb", os.fsdecode(b"\xff\xe9"), "50%", "漢字"])
def test_any_name(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    folder.mkdir()
    files = {"book.toml": MINIMAL, "a.md": TEXT, "more.md": MORE, "data.csv": "a\n1\n"}
    for file, content in files.items():
        (folder / file).write_text(content, "utf-8")
    report = Report()
    context = run_context(report)
    book = read_book(folder, context)
    assert book is not None
    settle(book, context)
    places = {(each.location.path, each.location.line) for each in report.errors}
    assert places == {(str(folder / "a.md"), 6), (str(folder / "more.md"), 6)}
