"""Macros that a manifest defines, as formulas of the book use them."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.diagnostics import ContentError, Report
from publish.model.markup import MATHML
from publish.pipeline import load_book
from tests.conftest import MINIMAL, WriteBook
from tests.running import run_context

TEXT = "# A\n\nThe mean is $\\mean{X}$.\n"


def test_a_formula_uses_a_macro_of_the_book(write_book: WriteBook) -> None:
    folder = write_book(
        {"book.toml": MINIMAL + "[math.macros]\nmean = '\\overline{#1}'\n", "a.md": TEXT}
    )
    book = load_book(folder, run_context(), "epub")
    body = next(book.opening_sections()).body
    (math,) = body.iter(f"{{{MATHML}}}math")
    assert math.get("alttext") == "\\mean{X}"
    assert [node.text for node in math.iter("{*}mi")] == ["X"]


@pytest.mark.parametrize("definition", ["\\overline{", "\\overlin{#1}"])
def test_a_macro_that_cannot_be_used_is_reported_in_the_manifest(
    definition: str, write_book: WriteBook
) -> None:
    manifest = MINIMAL + f"[math.macros]\nmean = '{definition}'\n"
    report = Report()
    with pytest.raises(ContentError):
        load_book(write_book({"book.toml": manifest, "a.md": TEXT}), run_context(report), "epub")
    (wrong,) = (each for each in report if each.code == "TXT-011")
    assert Path(wrong.location.path).name == "book.toml"
    assert wrong.location.line == len(manifest.splitlines())
