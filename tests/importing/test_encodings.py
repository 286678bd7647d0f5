"""Texts that are not UTF-8: the encoding is read or guessed, reported, asked, and can be given."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.diagnostics import ContentError
from publish.importers.bookfolder import ImportOutcome
from publish.importers.plaintext import decoding, import_text

_TEXTS = {
    "de": "Die Mühle\n\n1. Über Brücken\n\nDie Brücke führt über den Fluß und heißt Kälbersteg.\n",
    "fr": "Le pont\n\n1. Près du château\n\nL'été dernier, l'évêque a été reçu à l'hôtel.\n",
    "pl": "Młyn\n\n1. Źródło\n\nZażółcona łąka leży dziś wśród dębów, a rzeka płynie ścieżką.\n",
    "ru": "Мельница\n\n1. Источник\n\nСтарая мельница стоит у реки, и вода её давно не вращает.\n",
    "zh": "石桥\n\n1. 水井\n\n每年春天，乡里的人都要对水井进行修缮，并且把情况写进册子里。\n",
    "ja": "石橋\n\n1. 井戸\n\n毎年の春、村の人たちは井戸をなおして、そのことを帳面に書いておく。\n",
}  # fmt: skip


def _import(content: bytes, folder: Path, answers: Path | None = None) -> ImportOutcome:
    source = folder / "source.txt"
    source.write_bytes(content)
    return import_text(source, folder / "book", answers)


@pytest.mark.parametrize(
    ("code", "encoding", "name"),
    [
        ("de", "cp1252", "windows-1252"), ("fr", "latin-1", "windows-1252"),
        ("pl", "cp1250", "windows-1250"), ("ru", "cp1251", "windows-1251"),
        ("ru", "koi8_r", "koi8-r"), ("zh", "gb18030", "gb18030"), ("ja", "cp932", "shift-jis"),
        ("zh", "utf-16-le", "utf-16le"),
    ],
)  # fmt: skip
def test_a_guessed_encoding_is_reported_and_asked(
    code: str, encoding: str, name: str, tmp_path: Path
) -> None:
    outcome = _import((_TEXTS[code] * 3).encode(encoding), tmp_path)
    written = "".join(file.read_text("utf-8") for file in outcome.target.glob("*.md"))
    assert _TEXTS[code].splitlines()[-1] in written.replace("\\", "")
    assert f"- encoding: {name} (guessed)" in outcome.report.read_text("utf-8")
    sheet = outcome.review.read_text("utf-8")
    assert "### The encoding was guessed" in sheet
    # Confirmed with a mark, it is no longer asked.
    outcome.review.write_text(sheet.replace("  encoding |", "! encoding |"), "utf-8")
    again = import_text(tmp_path / "source.txt", outcome.target, outcome.review)
    assert again.open_questions == outcome.open_questions - 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_the_file_itself_says_is_not_asked(encoding: str, tmp_path: Path) -> None:
    outcome = _import(_TEXTS["fr"].encode(encoding), tmp_path)
    assert "encoding was guessed" not in outcome.review.read_text("utf-8")


def test_another_encoding_is_named_on_the_sheet(tmp_path: Path) -> None:
    outcome = _import(("1. Ca\xf1on\n\nThe river is deep.\n" * 2).encode("cp1252"), tmp_path)
    sheet = outcome.review.read_text("utf-8").replace(
        "encoding | windows-1252", "encoding | cp437", 1
    )
    outcome.review.write_text(sheet, "utf-8")
    again = import_text(tmp_path / "source.txt", outcome.target, outcome.review)
    written = "".join(file.read_text("utf-8") for file in again.target.glob("*.md"))
    assert "Ca±on" in written


def test_a_wrong_name_is_refused(tmp_path: Path) -> None:
    outcome = _import("1. Ca\xf1on\n\nThe river.\n".encode("cp1252"), tmp_path)
    sheet = outcome.review.read_text("utf-8").replace(
        "encoding | windows-1252", "encoding | klingon", 1
    )
    outcome.review.write_text(sheet, "utf-8")
    with pytest.raises(ContentError, match="IMP-003"):
        import_text(tmp_path / "source.txt", outcome.target, outcome.review)


def test_without_the_library_a_hint_tells_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "find_spec", lambda _: None)
    with pytest.raises(ContentError) as error:
        _import("Caf\xe9\n".encode("cp1252"), tmp_path)
    assert "publish-book[import]" in str(error.value.report.errors[0].hint)


def test_xml_of_an_unknown_kind_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="XML of a kind"):
        _import(b'\xef\xbb\xbf<?xml version="1.0"?>\n<TEI><p>Words.</p></TEI>\n', tmp_path)
