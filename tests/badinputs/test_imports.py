"""Texts that look bad and are not: imported in time, into a book that can be read."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from publish.cli import publish
from publish.cli.console import run_and_map_errors
from tests.badinputs.case import diagnose, write
from tests.badinputs.imports import TEXT

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
    return run_and_map_errors(publish)


@pytest.mark.slow
@pytest.mark.parametrize("name", GOOD)
def test_good_text(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"s.txt": GOOD[name]})
    began = time.process_time()
    assert run(tmp_path, monkeypatch) == 0
    assert (tmp_path / "made" / "book.toml").is_file()
    assert time.process_time() - began < 30
    assert diagnose(tmp_path / "made").errors == []
