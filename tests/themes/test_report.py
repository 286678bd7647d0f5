"""The pages of a report: what is in its margin, and how far its heads reach."""

from __future__ import annotations

import pypdfium2
import pytest

from publish import pipeline
from publish.diagnostics import Report
from publish.render.theme import load_theme
from tests.conftest import MINIMAL
from tests.running import run_context

pytestmark = pytest.mark.slow

COLUMN = load_theme("report").page["margin-column"]
NOTE = "::: margin-note Zinc\nA remark.\n:::\n"
TEXT = f"# A\n\n## First\n\nWater stands.\n\n{NOTE}\n## Next\n\n" + "On it goes.\n\n" * 60

Places = dict[str, tuple[float, float]]  # of characters, from the left and the foot


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Places]:
    """Where each character stands for the first time on a page, for pages with text."""
    folder, report = tmp_path_factory.mktemp("zinc"), Report()
    table = MINIMAL + '[editions.pdf]\nformat = "pdf"\ntheme = "report"\n'
    (folder / "book.toml").write_text(table, "utf-8")
    (folder / "a.md").write_text(TEXT, "utf-8")
    (artifact,) = pipeline.build(folder, [], folder / "out", run_context(report))
    assert list(report) == []
    with pypdfium2.PdfDocument(artifact.path) as pdf:
        return [places for page in pdf if "W" in (places := _places(page)) or "O" in places]


def _places(page: pypdfium2.PdfPage) -> Places:
    text = page.get_textpage()
    places: Places = {}
    for number, character in enumerate(text.get_text_range()[: text.count_chars()]):
        if not character.isspace():
            places.setdefault(character, text.get_charbox(number)[:2])
    return places


def test_the_last_note_of_a_section_stands_beside_its_paragraph(pages: list[Places]) -> None:
    first = next(page for page in pages if "Z" in page)
    (left, note), (_, paragraph) = first["Z"], first["W"]
    assert left == pytest.approx(COLUMN, abs=1)
    assert note == pytest.approx(paragraph, abs=1.5)


def test_heads_and_folios_begin_where_the_column_does(pages: list[Places]) -> None:
    verso, recto = pages[-3:-1]  # without headings and notes, before the colophon
    lefts = [min(left for left, _ in page.values()) for page in (verso, recto)]
    assert lefts == pytest.approx([COLUMN, COLUMN], abs=1)
