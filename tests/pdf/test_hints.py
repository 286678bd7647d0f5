"""What the layout reports of a book and how to help it, in golden files as those of `checks/`: who
follows the hints has a book without a fault."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont, newTable

from publish.diagnostics import ContentError, Report
from publish.errors import LayoutError
from publish.outputs.pdf.writer import write_pdf
from publish.render.theme import load_theme
from publish.sources.files.manuscript_lines import manuscript_lines
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.checks.test_checks import Check, load_check
from tests.conftest import Golden, InstallTheme
from tests.running import run_context

pytestmark = pytest.mark.slow

CHECKS = [load_check(path) for path in sorted((Path(__file__).parent / "hints").glob("*.md"))]


def _laid_out(folder: Path, files: dict[str, bytes], *, linked: bool = True) -> list[str]:
    """The report of laying out a book of these files."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    report = Report()
    book = read_book(folder, run_context(report))
    assert book is not None, list(map(str, report))
    settled = settle(book, run_context(report))
    lines = manuscript_lines(folder)
    context = run_context(report)
    write_pdf(
        settled,
        settled.editions[0],
        folder / "book.pdf",
        context,
        linked=linked,
        manuscript_lines=lines,
    )
    return list(map(str, report))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_the_faults_of_a_layout_and_their_hints(
    check: Check, tmp_path: Path, golden: Golden
) -> None:
    text = "\n".join(_laid_out(tmp_path / "BOOK", check.bad)).replace(
        str(tmp_path / "BOOK"), "BOOK"
    )
    text = re.sub(r"\d+ pt", "some pt", text)  # which each change of the style sheet changes
    golden(check.file, f"## Expected\n\n{check.expected}\n", f"## Expected\n\n{text}\n")
    assert f" {check.code}: " in text


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_who_follows_the_hints_has_no_fault(check: Check, tmp_path: Path) -> None:
    assert _laid_out(tmp_path / "BOOK", check.good) == []


# Faults of an engine or of a style sheet, each with its hint and the ways out that it names.
_MANIFEST = """[book]
title = "A Book"
authors = ["A. Writer"]
language = "en"

[structure]
bodymatter = ["a.md"]

[editions.pdf]
format = "pdf"
theme = "./house"
"""
_LONG = "# One\n\n" + "It goes on.\n\n" * 40 + "## Later\n\nThe end.\n"
_LISTS = "# One\n\n" + "".join(f"{'  ' * level}- item\n" for level in range(12))
_NOTE = "# One\n\nWords.[^a]\n\n[^a]: A note at the foot.\n"
_PAGES = "# One\n\nSee [](#two){.page}.\n\n## Two {#two}\n\nText.\n"
_UA2 = f'{_MANIFEST}standard = "PDF/UA-2"\n'
_UA1 = f'{_MANIFEST}standard = "PDF/UA-1"\n'
_TALL = "html, body { height: 100% } body { padding: 20pt }"
_CMYK = "h1 { color: device-cmyk(0 1 1 0) }"
_OWN = _MANIFEST.replace("./house", "own")
_OUTSIDE = "h1 { background: url(texture.png) }"
_GIF = "R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="
_INSIDE = f"h1 {{ background: url(data:image/gif;base64,{_GIF}) }}"
_COUNTER = "@page text {{ @bottom-center {{ content: counter(page){} }} }}"
_WITHOUT_END = "p { columns: 2; float: footnote }"


@dataclass(frozen=True)
class Fault:
    """A text and rules that make a layout report a code, and what somebody does about its hint."""

    code: str
    hint: str
    text: str
    rules: str
    ways: tuple[dict[str, str], ...]  # other files of the book; `linked` and `theme` as below
    manifest: str = _MANIFEST
    linked: bool = True
    theme: str = ""  # rules of an installed theme, for what no style sheet of a book may say

    def __str__(self) -> str:
        return f"{self.code}: {self.hint[:30]}"

    def report(
        self, folder: Path, install: Callable[[str], None], way: dict[str, str] | None = None
    ) -> list[str]:
        """What the layout reports of the book, or of one that was changed as the hint says."""
        files = {
            "book.toml": self.manifest, "a.md": self.text, "house/pdf.css": self.rules,
            "house/theme.toml": 'extends = "classic"\n', **(way or {}),
        }  # fmt: skip
        install(files.pop("theme", self.theme))
        linked = files.pop("linked", str(self.linked)) == "True"
        content = {name: text.encode() for name, text in files.items()}
        try:
            return _laid_out(folder, content, linked=linked)
        except ContentError as stopped:
            return list(map(str, stopped.report))
        except LayoutError as failed:
            return [f"{failed.message}\n  hint: {failed.hint}"]


FAULTS = (
    Fault("LAY-007", "a height on html or body", _LONG, _TALL, ({"house/pdf.css": ""},)),
    Fault(
        "LAY-008", "to RGB, or claim no standard", _NOTE, _CMYK,
        ({"house/pdf.css": "h1 { color: #c21 }"}, {"book.toml": f'{_MANIFEST}standard = "none"\n'}),
    ),
    Fault(
        "LAY-009", 'without --no-link, or set standard = "PDF/UA-1"', _NOTE, "",
        ({"linked": "True"}, {"book.toml": _UA1}), manifest=_UA2, linked=False,
    ),
    Fault(
        "LAY-010", "write rem or pt", _LISTS, "li { font-size: 2em }",
        ({"house/pdf.css": "li { font-size: 1.2rem }"}, {"house/pdf.css": "li { font-size: 9pt }"}),
    ),
    Fault(
        "LAY-010", "remove or simplify the content at this place", _NOTE, _WITHOUT_END,
        ({"a.md": "# One\n\nWords.\n", "house/pdf.css": ""},),
    ),
    Fault(
        "LAY-010", "undo your last change", _NOTE, _WITHOUT_END, ({"house/pdf.css": ""},),
        linked=False,
    ),
    Fault(
        "LAY-010", "remove the opacity in the style sheet", _PAGES, "a.page { opacity: 0.5 }",
        ({"house/pdf.css": ""},),
    ),
    Fault(
        "LAY-001", "as `url(data:image/…)`", _NOTE, "", ({"theme": _INSIDE},),
        manifest=_OWN, theme=_OUTSIDE,
    ),
    Fault(
        "LAY-010", "counter(page) alone, or build with --no-link", _NOTE, "",
        ({"theme": _COUNTER.format("")}, {"linked": "False"}),
        manifest=_OWN, theme=_COUNTER.format(' "/" counter(pages)'),
    ),
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_each_way_out_of_a_fault_of_the_layout(
    fault: Fault, tmp_path: Path, install_theme: InstallTheme
) -> None:
    def install(rules: str) -> None:
        if rules:
            shutil.rmtree(tmp_path / "styles", ignore_errors=True)
            install_theme("own", rules)

    text = "\n".join(fault.report(tmp_path / "bad", install))
    assert fault.code in text
    assert fault.hint in text
    for number, way in enumerate(fault.ways):
        assert fault.report(tmp_path / str(number), install, way) == []


_OWN_FACE = """extends = "classic"
[variables]
serif = "Own"
[[fonts]]
family = "Own"
package = "{folder}"
file = "Own.ttf"
"""


def _write_face(folder: Path, *, coloured: bool) -> None:
    """A font of a theme, whose letters are drawings or outlines."""
    font = TTFont(load_theme("classic").fonts[-1].path)
    if coloured:
        font["SVG "] = table = newTable("SVG ")
        number = font.getGlyphID(font.getBestCmap()[ord("W")])
        drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><g id="glyph{number}"/></svg>'
        table.docList = [(drawing, number, number)]
    for record in font["name"].names:
        record.string = "Own"
    folder.mkdir()
    font.save(folder / "Own.ttf")


def test_a_font_in_colours_is_refused_and_one_with_outlines_taken(
    tmp_path: Path, install_theme: InstallTheme
) -> None:
    install_theme("own", "")
    fault = Fault("LAY-010", "choose one with outlines", _NOTE, "", (), manifest=_OWN)
    for coloured in (True, False):
        folder = tmp_path / f"fonts-{coloured}"
        _write_face(folder, coloured=coloured)
        theme = tmp_path / "styles" / "own" / "theme.toml"
        theme.write_text(_OWN_FACE.format(folder=folder), "utf-8")
        report = "\n".join(fault.report(tmp_path / str(coloured), lambda _: None))
        assert (fault.hint in report) is coloured, report
