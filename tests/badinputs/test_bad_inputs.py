"""Every bad book says what is wrong and where, and changes nothing; its good twin is silent."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import pytest

from publish.cli import publish
from publish.cli.speaking import guarded
from publish.config import limits
from tests.badinputs import manifests, texts
from tests.badinputs.case import Case, diagnose, manifest, told, write

CASES = [*manifests.CASES, *texts.CASES]
_ERROR = re.compile(r".+?(?::\d+){0,2}: (?:error|warning) [A-Z]{3}-\d{3}: .+|  hint: .+")
_CLASSES = {"MAN": 3, "TXT": 4, "STR": 4, "NUM": 4, "REF": 4, "RES": 4}


def test_the_cases_have_names_of_their_own() -> None:
    names = [case.name for case in CASES]
    assert len(names) >= 120
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_book(
    case: Case,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    home, out = write(tmp_path / "book", case.bad), tmp_path / "out"
    assert told(diagnose(home), home) == case.said
    errors = [said[:3] for said in case.said if not said.startswith("~")]
    if not errors:
        return
    out.mkdir()
    (out / "book.epub").write_bytes(b"an earlier product")
    before = _state(tmp_path)
    monkeypatch.setattr(sys, "argv", ["publish", "build", str(home), "--out", str(out)])
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    status = guarded(publish)
    said = capsys.readouterr()
    assert status == min(_CLASSES[each] for each in errors)
    assert said.out == ""
    assert all(_ERROR.fullmatch(line) for line in said.err.splitlines()), said.err
    assert _state(tmp_path) == before


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_good_twin(case: Case, tmp_path: Path) -> None:
    home = write(tmp_path / "book", case.good)
    assert [str(each) for each in diagnose(home)] == []


def test_sections_of_all_files_count_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SECTIONS", 3)
    home = write(tmp_path / "book", {"a.md": "# A\n\n## B\n\nc\n\n## D\n\ne\n"})
    assert told(diagnose(home), home) == ()
    (home / "b.md").write_text("# B\n\nText.\n", "utf-8")
    (home / "book.toml").write_text(manifest(spine='bodymatter = ["a.md", "b.md"]'), "utf-8")
    assert told(diagnose(home), home) == ("STR-016 book.toml:5",)


def _state(home: Path) -> dict[str, bytes | None]:
    """Every file below a folder with its bytes."""
    found = sorted(home.rglob("*"))
    return {str(path): path.read_bytes() if path.is_file() else None for path in found}
