"""A page of any size: it is of that size, and notes are on the pages of their calls."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from publish import pipeline
from publish.cache import Cache
from publish.diagnostics import Report
from publish.model.trims import NAMES, trim_size
from tests.running import run_context

_SIZES = ("B-format", "5x8in", "170x240mm", "Letter", "A6", "129x190mm")
_PARAGRAPH = (
    "The harbour keeps a book of every boat that came in with the flood, and its load.[^{n}]"
    " Nobody has read it since the last keeper left, and nobody has dared to throw it away.\n\n"
    "[^{n}]: It is kept in the room above the boathouse, in a chest whose key is lost; who\n"
    "    wants to read it has to ask at the pump, and to bring a lamp, since there is no window.\n"
)


def test_names_and_sizes_are_read() -> None:
    assert trim_size("6x9in") == (432, 648)
    assert trim_size("170x240mm") == (481.89, 680.31)
    assert trim_size("A5") == (419.53, 595.28)
    assert all(trim_size(name) for name in NAMES)
    wrong = ("", "9", "6x9", "6x9ft", "1x1in", "30x30in", "a5", "6 x 9in")
    assert [trim for trim in wrong if trim_size(trim)] == []


@pytest.mark.slow
def test_pages_of_other_sizes(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    editions = "".join(
        f'[editions.t{number}]\nformat = "pdf"\ntrim = "{trim}"\n'
        for number, trim in enumerate(_SIZES)
    )
    (folder / "book.toml").write_text(
        '[book]\ntitle = "Trims"\nlanguage = "en"\n[structure]\nbodymatter = ["a.md"]\n' + editions
    )
    text = "\n".join(_PARAGRAPH.format(n=number) for number in range(24))
    (folder / "a.md").write_text(f"# Boats\n\n{text}")
    report = Report()
    context = run_context(report, cache=Cache(tmp_path / "cache"))
    artifacts = pipeline.build(folder, (), tmp_path / "out", context)
    assert [str(each) for each in report.diagnostics] == []
    for trim, artifact in zip(_SIZES, artifacts, strict=True):
        size = trim_size(trim)
        assert size is not None
        with pikepdf.open(artifact.path) as pdf:
            left, below, right, above = map(float, pdf.pages[-1].trimbox)
        assert (right - left, above - below) == pytest.approx(size, abs=0.05)
