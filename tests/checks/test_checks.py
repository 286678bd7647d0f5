"""Each diagnostic code: the bad book has the expected diagnostics, the good one has none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from publish.diagnostics import Report
from publish.pipeline.checks import shown_book
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.conftest import Golden
from tests.running import run_context

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
_BLOCK = re.compile(r"^~~~ (\S+)\n(.*?)^~~~$", re.M | re.S)
MINIMAL = b'[book]\ntitle = "A Book"\nlanguage = "en"\n\n[structure]\nbodymatter = ["a.md"]\n'


@dataclass(frozen=True)
class Check:
    """The parts of one file of this folder or of `hints/`."""

    file: Path
    code: str
    bad: dict[str, bytes]
    good: dict[str, bytes]
    expected: str


def files_in(part: str) -> dict[str, bytes]:
    """The files in the blocks of a text, with a minimal manifest if they have none."""
    blocks = {name: _bytes(text) for name, text in _BLOCK.findall(part)}
    files = {"book.toml": MINIMAL, **blocks}
    return {name: content for name, content in files.items() if content != b"\\absent\n"}


def _bytes(text: str) -> bytes:
    if repeated := re.fullmatch(r"\\repeat (\d+) (.*)\n", text):
        return repeated[2].encode() * int(repeated[1])
    pieces = re.split(r"\\x([0-9a-f]{2})", text)
    return b"".join(
        bytes.fromhex(piece) if index % 2 else piece.encode() for index, piece in enumerate(pieces)
    )


def load_check(path: Path) -> Check:
    """The check in a file."""
    text = path.read_text(encoding="utf-8")
    bad, good, expected = re.split(r"^## (?:Bad|Good|Expected)\n", text, flags=re.M)[1:]
    return Check(path, path.stem, files_in(bad), files_in(good), expected.strip())


CHECKS = [load_check(path) for path in sorted(HERE.glob("???-???.md"))]


def diagnose(folder: Path, files: dict[str, bytes]) -> Report:
    """The report of reading a book of these files."""
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    report = Report()
    book = read_book(folder, run_context(report))
    if book is not None:
        settled = settle(book, run_context(report))
        for edition in settled.editions:
            shown_book(settled, edition, report)
    return report


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_bad_book_has_the_expected_diagnostics(
    check: Check, tmp_path: Path, golden: Golden
) -> None:
    assert check.code in compare(check, tmp_path / "BOOK", golden)


def compare(check: Check, folder: Path, golden: Golden) -> str:
    """The diagnostics of a bad book, which are those of its golden file."""
    text = "\n".join(str(d) for d in diagnose(folder, check.bad)).replace(str(folder), "BOOK")
    golden(check.file, f"## Expected\n\n{check.expected}\n", f"## Expected\n\n{text}\n")
    return text


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_good_book_has_no_diagnostics(check: Check, tmp_path: Path) -> None:
    assert [str(d) for d in diagnose(tmp_path / "BOOK", check.good)] == []


def test_every_code_of_the_reading_stages_has_a_check() -> None:
    """Codes are searched in the source; other tests cover those of importers and outputs."""
    folders = [ROOT / "publish" / name for name in ("config", "sources", "structure")]
    modules = [path for folder in folders for path in folder.rglob("*.py")]
    codes = {
        code for path in modules for code in re.findall(r'"([A-Z]{3}-\d{3})"', path.read_text())
    }
    assert codes - {check.code for check in CHECKS} == set()
