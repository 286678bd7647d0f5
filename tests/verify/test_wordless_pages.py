"""Pages without words have the head and folio of the chapter that continues across them."""

from __future__ import annotations

from pathlib import Path

from publish.diagnostics import Report
from publish.outputs.pdf.writer import write_pdf
from publish.verification import verify_product
from tests.running import run_context
from tests.verify.products import PDF, settled_folder

_MANIFEST = """
[book]
title = "Breaks"
language = "en"

[structure]
bodymatter = ["a.md"]
"""


def test_pages_of_rules_and_empty_code_belong_to_their_chapter(tmp_path: Path) -> None:
    folder = tmp_path / "breaks"
    folder.mkdir()
    (folder / "book.toml").write_text(_MANIFEST, encoding="utf-8")
    text = "# Breaks\n\nBefore.\n\n" + "---\n\n" * 60 + "```\n```\n\n" * 60 + "After.\n"
    (folder / "a.md").write_text(text, encoding="utf-8")
    book, report, target = settled_folder(folder), Report(), tmp_path / "breaks.pdf"
    artifact = write_pdf(book, PDF, target, run_context(report))
    assert artifact.pages is not None
    assert artifact.pages > 12
    assert list(report) == []
    assert verify_product(target, book, PDF) == []
