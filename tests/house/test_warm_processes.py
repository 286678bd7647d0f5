"""Processes that tests keep warm do what those do that are started."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from publish.external import LineProcess, ToolFailed
from tests import warm_layout
from tests.conftest import WriteBook
from tests.verify.products import build_pdf, settled_folder

pytestmark = pytest.mark.slow


def test_a_forked_layout_has_the_same_bytes(
    write_book: WriteBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = settled_folder(
        write_book({"a.md": "# A\n\n*Words*, `more` and a note.[^n]\n\n[^n]: It.\n"})
    )
    forked = build_pdf(book, tmp_path).read_bytes()
    monkeypatch.setattr("publish.external.subprocess", subprocess)
    assert build_pdf(book, tmp_path).read_bytes() == forked


def start(folder: Path, kind: str) -> LineProcess:
    (folder / "job").mkdir()
    environment = warm_layout.environment_of(folder / "job")
    module = "publish.outputs.pdf.layout"
    return LineProcess(
        module, kind, folder / "job", folder=folder, environment=environment, memory=6_000_000_000
    )


def test_one_that_is_killed_is_reported(tmp_path: Path) -> None:
    with start(tmp_path, "server") as process:
        process.kill()
        with pytest.raises(ToolFailed, match="terminated by SIGKILL"):
            process.receive(60)


def test_one_that_waits_for_its_page_ends_with_its_input(tmp_path: Path) -> None:
    with start(tmp_path, "one_page") as process:
        assert not process.has_ended
        with pytest.raises(ToolFailed) as caught:  # there is no job in its folder
            process.finish(60)
    assert caught.value.completed is not None
    assert caught.value.completed.status > 0


def test_one_that_fails_has_its_status_and_its_errors(tmp_path: Path) -> None:
    with start(tmp_path, "whole_book") as process, pytest.raises(ToolFailed) as caught:
        process.receive(60)
    assert caught.value.completed is not None
    assert caught.value.completed.argv[0] == sys.executable
    assert caught.value.completed.status > 0
    assert caught.value.completed.stderr
