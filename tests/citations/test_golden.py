"""Citations and bibliographies in usual styles, line by line.

`golden/STYLE.LANGUAGE.txt` has the citations of `citations.json`, then the bibliography, of the
works in `works.json`. Those of the CSL repository are from citeproc-js 2.4.63, except for a capital
at the start of a note, upright Han, º and ª unchanged, and no fixed space after a French particle.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import pytest

from publish.csl.context import Cite
from publish.csl.library import find_style, own_styles
from publish.csl.processor import Processor
from publish.csl.runs import BOLD, ITALIC, SMALL, SUB, SUP, Runs
from publish.csl.style import parse_style
from publish.diagnostics import Report
from publish.model.reference import Reference
from publish.sources.markdown.context.reading_context import ReadingContext
from publish.sources.references.csl_json import read_csl_json
from publish.structure.index.collation import sort_key
from tests.conftest import Golden

HERE = Path(__file__).parent
GOLDEN = sorted((HERE / "golden").glob("*.txt"))
_TAGS = {ITALIC: "i", BOLD: "b", SMALL: "sc", SUP: "sup", SUB: "sub"}


def works() -> dict[str, Reference]:
    context = ReadingContext(HERE, "en", Report())
    text = (HERE / "works.json").read_text(encoding="utf-8")
    references = {each.key: each for each in read_csl_json(text, "works.json", context)}
    assert not list(context.report)
    return references


def citations() -> list[list[Cite]]:
    written = json.loads((HERE / "citations.json").read_text(encoding="utf-8"))
    return [[_cite(cite) for cite in citation] for citation in written]


def _cite(written: dict[str, Any]) -> Cite:
    return Cite(
        key=written["id"],
        locator=written.get("locator", ""),
        label=written.get("label", ""),
        prefix=written.get("prefix", ""),
        suffix=written.get("suffix", ""),
        without_author=written.get("suppress-author", False),
    )


def show(runs: Runs) -> str:
    """Runs as a line: marks as short tags, all else escaped."""
    line = ""
    for run in runs:
        text = escape(run.text, quote=False)
        for mark, tag in _TAGS.items():
            if mark in run.marks:
                text = f"<{tag}>{text}</{tag}>"
        line += text
    for tag in _TAGS.values():
        line = line.replace(f"</{tag}><{tag}>", "")
    return line


def lines(style: str, language: str, cited: Sequence[Sequence[Cite]]) -> list[str]:
    processor = Processor(
        parse_style(find_style(style) or ""), language, works(), cited, (), sort_key(language)
    )
    written = [show(processor.citation(index)) for index in range(len(cited))]
    entries = [
        "\t".join(filter(None, map(show, (e.label, e.runs)))) for e in processor.bibliography()
    ]
    return [*written, "", *entries]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_lines_are_as_expected(path: Path, golden: Golden) -> None:
    style, language = path.stem.split(".")
    actual = "".join(f"{line}\n" for line in lines(style, language, citations()))
    golden(path, path.read_text(encoding="utf-8"), actual)


def test_every_style_of_the_program_has_its_golden_file() -> None:
    assert set(own_styles()) <= {path.stem.split(".")[0] for path in GOLDEN}


def test_the_order_of_the_references_does_not_matter() -> None:
    """Citations and language decide, so that a sorted file gives the same book."""
    reverse = dict(reversed(works().items()))
    style = parse_style(find_style("chicago-author-date") or "")
    bibliographies = [
        Processor(style, "en", references, citations(), (), sort_key("en")).bibliography()
        for references in (works(), reverse)
    ]
    assert bibliographies[0] == bibliographies[1]
