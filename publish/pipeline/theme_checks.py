"""Checks a theme by the manuscript that shows it: what does not fit, and the lines of pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

import msgspec

from publish.context import Context
from publish.diagnostics import Report
from publish.files import temporary_folder, write_atomic
from publish.files.shipped import shipped
from publish.pipeline import build, editions_with_books
from publish.pipeline.checks import shown_book
from publish.proofing.evidence import Evidence, Facts
from publish.proofing.findings.table import FINDING_KINDS, all_findings
from publish.proofing.reading.layout import Layout, read_layout
from publish.proofing.reading.setting import Setting
from publish.verification.pdf.finished import FinishedPdf

_THEME = 'theme = "classic"'  # as the manuscript has it


class ThemeCheck(msgspec.Struct, frozen=True):
    """What the pages of the manuscript show: `off_grid` is how far the worst of the `lines` of text
    is off the lines of its page, in points; `findings` are those of a proof sheet, by title."""

    pages: int
    lines: int
    off_grid: float
    findings: Mapping[str, int]


def write_specimen(theme: str, folder: Path) -> Path:
    """The manuscript that shows themes, as a book in one of them."""
    folder.mkdir(parents=True)
    for source in sorted((shipped("templates") / "specimen").iterdir()):
        content = source.read_bytes()
        if source.name == "book.toml":
            content = content.replace(_THEME.encode(), f'theme = "{theme}"'.encode())
        write_atomic(folder / source.name, content)
    return folder


def check_theme(theme: str, context: Context) -> ThemeCheck:
    """Build the manuscript in a theme, and measure its pages; raises what a build raises."""
    with temporary_folder() as scratch:
        folder = write_specimen(theme, scratch / "specimen")
        artifacts = build(folder, [], scratch / "out", context)
        quiet = context.with_report(Report())
        edition, book = next(editions_with_books(folder, ["pdf"], quiet))
        artifact = next(each for each in artifacts if each.edition == edition.name)
        finished = FinishedPdf(artifact.path, shown_book(book, edition, Report()), edition, quiet)
        with finished:
            layout = read_layout(artifact.path, finished, quiet)
            evidence = Evidence(finished, layout, Facts(artifact, [], []))
            found = Counter(FINDING_KINDS[each.kind].title for each in all_findings(evidence))
            offsets = _off_grid(layout)
            return ThemeCheck(len(layout.pages), len(offsets), max(offsets, default=0.0), found)


def _off_grid(layout: Layout) -> list[float]:
    """How far each line of a paragraph is off the nearest line of a full page."""
    setting = layout.setting
    leading = _exact(setting)
    lines = chain.from_iterable(layout.paragraphs)
    excess = [(line.baseline - setting.head) % leading for line in lines if setting.is_text(line)]
    return [min(each, leading - each) for each in excess]


def _exact(setting: Setting) -> float:
    """The leading, which `setting` has rounded, from the lines of a full page."""
    height = setting.foot - setting.head
    return height / (round(height / setting.leading) or 1) if height > 0 else setting.leading
