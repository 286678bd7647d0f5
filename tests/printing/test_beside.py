"""The files for a printer are made beside the checks of the PDF whose pages they have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from publish import pipeline
from publish.diagnostics import ContentError, Diagnostic, Location, Severity
from publish.model.artifact import Artifact
from publish.pipeline import build_run
from publish.pipeline.build_run import BuildRun
from publish.verification import Verification
from tests.printing.conftest import write_book
from tests.running import run_context

_EDITIONS = """
[editions.pdf]
format = "pdf"
[editions.press]
format = "print"
printer = "kdp"
[editions.other]
format = "print"
printer = "digital"
"""
_ALL = ("pdf", "press", "other")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "salt", _EDITIONS)


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The editions that were made in a copy of this process."""
    names: list[str] = []
    to_print = BuildRun._to_print

    def noted(run: BuildRun, *arguments: Any) -> object:
        found = to_print(run, *arguments)
        names.extend(each.name for each in found)
        return found

    monkeypatch.setattr(BuildRun, "_to_print", noted)
    # Another test of this process may have drawn a chart, of which these books have none.
    monkeypatch.setattr(build_run, "can_be_copied", lambda: True)
    return names


def _built(
    book: Path, out: Path, names: Sequence[str], processes: int
) -> tuple[list[Artifact], list[Diagnostic]]:
    context = replace(run_context(), processes=processes)
    artifacts = pipeline.build(book, names, out, context)
    return [replace(each, path=each.path.relative_to(out)) for each in artifacts], [
        replace(each, location=replace(each.location, path=Path(each.location.path).name))
        for each in context.report
    ]


@pytest.mark.slow
def test_files_and_reports_are_those_of_one_process(
    book: Path, begun: list[str], tmp_path: Path
) -> None:
    alone = _built(book, tmp_path / "alone", _ALL, 1)
    assert begun == []
    assert _built(book, tmp_path / "beside", _ALL, 2) == alone
    assert begun == ["press"], "one for each further process"
    assert len(alone[0]) == len(_ALL)


def test_an_edition_for_a_printer_alone_is_made_once(
    book: Path, begun: list[str], tmp_path: Path
) -> None:
    (artifact,), _ = _built(book, tmp_path / "out", ["press"], 2)
    assert begun == ["press"]
    assert artifact.edition == "press"
    assert [each.name for each in (tmp_path / "out").glob("[!.]*")] == ["salt-press"]


@pytest.fixture
def wrong_pages(monkeypatch: pytest.MonkeyPatch) -> str:
    """Every PDF edition is found to be wrong."""
    check = Verification.check

    def found(verification: Verification, path: Path) -> list[Diagnostic]:
        if path.suffix != ".pdf":
            return check(verification, path)
        return [Diagnostic("VER-001", "wrong", Location(str(path)), Severity.ERROR)]

    monkeypatch.setattr(Verification, "check", found)
    return "VER-001"


def test_nothing_is_printed_of_pages_that_are_wrong(
    book: Path, begun: list[str], wrong_pages: str, tmp_path: Path
) -> None:
    context = replace(run_context(), processes=2)
    with pytest.raises(ContentError):
        pipeline.build(book, ["pdf", "press"], tmp_path / "out", context)
    assert begun == ["press"]
    assert {each.code for each in context.report.errors} == {wrong_pages}
    assert list((tmp_path / "out").glob("[!.]*")) == []
