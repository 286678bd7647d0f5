"""An error that only one edition has stops that edition, and those that need it, but no other."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import publish
from publish.diagnostics import Diagnostic, Location, Report

pytestmark = pytest.mark.slow

COMMAND = Path(sys.executable).with_name("publish")
MANIFEST = """\
[book]
title = "A Book"
language = "en"

[structure]
bodymatter = ["a.md"]
"""
PAGE_LIST = '[editions.epub]\nformat = "epub"\npage-list = "pdf"\n[editions.pdf]\nformat = "pdf"\n'
GLYPH, PRIVATE = "# A\n\nText.\n\nA man 𓀀.\n", "# A\n\nText \ue000.\n"
WIDE = "# A\n\n" + "\n".join("|" + f"{cell}|" * 90 for cell in (" Heading ", "---", "word")) + "\n"


def write(home: Path, text: str, editions: str = "") -> Path:
    folder = home / "book"
    folder.mkdir(exist_ok=True)
    (folder / "book.toml").write_text(MANIFEST + editions, "utf-8")
    (folder / "a.md").write_text(text, "utf-8")
    return folder


def run(folder: Path, *words: str) -> tuple[int, str, str]:
    argv = [str(COMMAND), "build", folder.name, "--out", "out", *words]
    done = subprocess.run(argv, cwd=folder.parent, capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout, done.stderr


def products(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (home / "out").glob("*")}


def test_the_epub_is_built_and_an_earlier_pdf_stays(tmp_path: Path) -> None:
    assert run(write(tmp_path, "# A\n\nText.\n"))[0] == 0
    before = products(tmp_path)
    folder = write(tmp_path, GLYPH)
    code, _, messages = run(folder)
    after = products(tmp_path)
    assert code == 4
    assert after.keys() == before.keys() == {"book.epub", "book.pdf"}
    assert after["book.pdf"] == before["book.pdf"]
    assert after["book.epub"] != before["book.epub"]
    assert "out/book.epub" in messages
    assert "the edition `pdf` was not built" in messages
    assert "book/a.md:5: error TXT-004" in messages
    code, output, _ = run(folder, "--json")  # the next build tells it again
    result = json.loads(output)
    assert code == 4
    assert [each["edition"] for each in result["products"]] == ["epub"]
    assert [(d["code"], d["path"], d["line"]) for d in result["diagnostics"]] == [
        ("TXT-004", "book/a.md", 5)
    ]
    assert products(tmp_path) == after


@pytest.mark.parametrize(
    ("text", "words"), [(GLYPH, ["--edition", "pdf"]), ("# A\n\n[](#b)\n", [])]
)
def test_what_no_edition_can_do_without_stops_all(
    tmp_path: Path, text: str, words: list[str]
) -> None:
    code, output, messages = run(write(tmp_path, text), *words, "--json")
    assert code == 4
    assert json.loads(output)["products"] == []
    assert "was not built" not in messages
    assert products(tmp_path) == {}


@pytest.mark.parametrize("words", [[], ["--edition", "epub"]])
def test_an_epub_with_the_pages_of_a_pdf_needs_it(tmp_path: Path, words: list[str]) -> None:
    code, output, _ = run(write(tmp_path, GLYPH, PAGE_LIST), *words, "--json")
    result = json.loads(output)
    assert (code, result["products"]) == (4, [])
    assert [each["code"] for each in result["diagnostics"]] == ["TXT-004"]
    assert products(tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "expected", "exit_code"),
    [(PRIVATE, "TXT-006", 4), (WIDE, "LAY-011", 6)],
    ids=["before the layout", "after it"],
)
def test_the_errors_of_pages_stop_only_the_pdf(
    tmp_path: Path, text: str, expected: str, exit_code: int
) -> None:
    folder = write(tmp_path, text)
    with pytest.raises(publish.IncompleteBuild) as caught:
        publish.build(folder, tmp_path / "out")
    error = caught.value
    assert {each.code for each in error.report.errors} == {expected}
    assert all(each.location.line for each in error.report.errors)
    assert (error.failed, error.exit_code) == (["pdf"], exit_code)
    assert [artifact.path for artifact in error.artifacts] == [tmp_path / "out" / "book.epub"]
    assert list(products(tmp_path)) == ["book.epub"]


def test_a_difference_in_one_product_keeps_only_that_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    difference = Diagnostic("VER-001", "pdf: words: ‘a’, not ‘b’", Location("book.pdf"))
    monkeypatch.setattr(
        "publish.pipeline.build_run.explained",
        lambda found, edition: [*found, *([difference] if edition.format == "pdf" else [])],
    )
    with pytest.raises(publish.IncompleteBuild) as caught:
        publish.build(write(tmp_path, "# A\n\nText.\n"), tmp_path / "out")
    assert caught.value.exit_code == 8
    assert list(products(tmp_path)) == ["book.epub"]


def test_the_error_can_be_handed_to_another_process() -> None:
    report = Report([Diagnostic("TXT-004", "no font", Location("a.md", 1))])
    error = pickle.loads(pickle.dumps(publish.IncompleteBuild(report, [], ["pdf"])))
    assert (error.failed, error.report.errors) == (["pdf"], report.errors)
