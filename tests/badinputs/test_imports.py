"""Texts that cannot be imported: told in one line, and no folder made."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from publish.cli import publish
from publish.cli.speaking import guarded
from tests.badinputs.case import Content, diagnose, folder, link, pipe, write

TEXT = (
    "A Book of Tides\n\nChapter 1. Ebb\n\nThe water goes out.\n\nChapter 2. Flow\n\nIt comes in.\n"
)
USAGE, MANUSCRIPT = 2, 4
BAD: dict[str, tuple[Content, int, str]] = {
    "empty": ("", MANUSCRIPT, "s.txt: error IMP-006: "),
    "blank": (" \n\t\n\u200b\n", MANUSCRIPT, "s.txt: error IMP-006: "),
    "nul": (TEXT + "\0", MANUSCRIPT, "s.txt:10:1: error TXT-001: "),
    "escape": (TEXT + "a\x1b[2J", MANUSCRIPT, "s.txt:10:2: error TXT-001: "),
    "noncharacter": (TEXT + "\ufffe", MANUSCRIPT, "s.txt:10:1: error TXT-001: "),
    "utf-16": (TEXT.encode("utf-16"), MANUSCRIPT, "s.txt:1:1: error TXT-001: "),
    "latin-1": (TEXT.encode() + b"caf\xe9", MANUSCRIPT, "s.txt:10:4: error TXT-001: "),
    "surrogate": (b"\xed\xa0\x80", MANUSCRIPT, "s.txt:1:1: error TXT-001: "),
    "folder": (folder, USAGE, "s.txt: no such file"),
    "pipe": (pipe, USAGE, "s.txt: no such file"),
    "device": (link("/dev/zero"), USAGE, "s.txt: no such file"),
    "dangling": (link("nowhere"), USAGE, "s.txt: no such file"),
    "loop": (link("s.txt"), USAGE, "s.txt: no such file"),
    "huge": (b"a\n" * 32_000_001, USAGE, "s.txt: larger than 64,000,000 bytes"),
}
GOOD = {
    "plain": TEXT,
    "byte-order-mark": "\ufeff" + TEXT,
    "line-ends": TEXT.replace("\n", "\r\n"),
    "form-feeds": TEXT.replace("\n\n", "\n\f\n"),
    "scripts": TEXT + "Ωμέγα, Мир, 漢字, かな, שלום, عربى, می\u200cخواهم, 👩\u200d👧.\n",
    "no-headings": "Only words.\n",
    "markup": TEXT + "<script>alert(1)</script> [a](javascript:b) ![c](/etc/passwd) {{x}} :::\n",
    "headings-many": "".join(f"Chapter {n}. Ebb {n}\n\nText.\n\n" for n in range(1, 301)),
    "line-long": TEXT + "word " * 20_000 + "\n",
}


def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    words = ["publish", "import", str(home / "s.txt"), str(home / "made")]
    monkeypatch.setattr(sys, "argv", words)
    return guarded(publish)


@pytest.mark.parametrize("name", BAD)
def test_bad_text(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    content, status, said = BAD[name]
    write(tmp_path, {"s.txt": content})
    before = sorted(tmp_path.iterdir())
    assert run(tmp_path, monkeypatch) == status
    lines = capsys.readouterr().err.splitlines()
    assert said in lines[0]
    assert all(line.startswith("  hint: ") for line in lines[1:]), lines
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("name", GOOD)
def test_good_text(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"s.txt": GOOD[name]})
    began = time.process_time()
    assert run(tmp_path, monkeypatch) == 0
    assert (tmp_path / "made" / "book.toml").is_file()
    assert time.process_time() - began < 30
    assert diagnose(tmp_path / "made").errors == []
