"""Tables, pictures and formulas that are too large for their page."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from publish.model.book import Edition
from tests.conftest import MINIMAL
from tests.pdf.conftest import SENTENCE, Pages, make

pytestmark = pytest.mark.slow

_MARGIN = 25  # points; running heads are a little further in, and all margins are wider


def _table(columns: int, rows: int, cell: str = "value") -> str:
    head = "|".join(f" Month {n} " for n in range(columns))
    body = "".join(
        f"|{'|'.join(f' {cell} {row * columns + n} ' for n in range(columns))}|\n"
        for row in range(rows)
    )
    return f"|{head}|\n|{'---|' * columns}\n{body}\nTable: Of {columns} columns and {rows} rows\n\n"


_SUM = " + ".join(f"a_{{{n}}}" for n in range(11, 30))
_TABLES = (
    f"# Tables\n\n{_table(8, 2)}{_table(9, 2)}{_table(6, 2, 'understanding')}{_table(13, 2)}"
    f"{_table(12, 45)}- item\n\n  | Long | Word |\n  |---|---|\n  | {'abcdefghij' * 9} | x |\n"
)
_PICTURES = f"""# Pictures

1984. A year has room for its number.

10000. And so has ten thousand.

![A screen](tall.png "One.")

![A tower](taller.png "{SENTENCE * 9}")

![Alone](tall.png)

A picture as wide as the measure, and its full stop: [![A lake](wide.png)](https://example.org).

- In a list:

  ![In a list](tall.png "Two.")

::: note Box
![In a box](taller.png "Three.")
:::
"""
_FORMULAS = f"""# Formulas

$$ {_SUM} = 0 $$ {{#eq-sum}}

$$ f(x) = {_SUM} = {_SUM} \\le \\frac{{a}}{{b}} $$ {{#eq-two}}

$$ \\begin{{pmatrix}} {_SUM.replace("+", "&")} \\end{{pmatrix}} $$ {{#eq-matrix}}

- $$ {_SUM} = 0 $$ {{#eq-list}}

$$ x = 1 $$ {{#eq-small}}
"""


def _png(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), (150, 170, 190)).save(file, "PNG")
    return file.getvalue()


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    folder = tmp_path_factory.mktemp("fitted")
    (folder / "tall.png").write_bytes(_png(450, 975))
    (folder / "taller.png").write_bytes(_png(300, 1600))
    (folder / "wide.png").write_bytes(_png(900, 90))
    manifest = MINIMAL.replace('"a.md"', '"tables.md", "pictures.md", "formulas.md"')
    texts = {"tables.md": _TABLES, "pictures.md": _PICTURES, "formulas.md": _FORMULAS}
    edition = Edition("pdf", "pdf", trim="A5")
    return make({"book.toml": manifest, **texts}, folder, edition)


def pages_with_ink_in_margins(pages: Pages) -> list[int]:
    """The numbers of pages on which anything is printed at an edge of the sheet."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(pages.content)):
        paper = page.render(scale=1).to_pil().convert("L")  # a pixel is a point
        inside = (_MARGIN, _MARGIN, paper.width - _MARGIN, paper.height - _MARGIN)
        paper.paste(255, inside)
        if paper.getextrema() != (255, 255):
            found.append(number)
    return found


def test_nothing_is_in_the_margins(fitted: Pages) -> None:
    assert not pages_with_ink_in_margins(fitted)


def test_a_picture_makes_room_for_the_stop_after_it(fitted: Pages) -> None:
    assert [str(each) for each in fitted.report if "pictures.md" in str(each)] == []


def test_a_picture_and_its_caption_share_a_page(fitted: Pages) -> None:
    document = pypdfium2.PdfDocument(fitted.content)
    for number, caption in enumerate(("One.", "keeps", "Two.", "Three."), 1):
        page = document[fitted.page_of(f"Figure {number}. ")]
        assert caption in page.get_textpage().get_text_bounded()
        assert any(each.type == 3 for each in page.get_objects(max_depth=4))  # FPDF_PAGEOBJ_IMAGE


def test_a_turned_table_repeats_its_head_and_keeps_its_rows(fitted: Pages) -> None:
    pages = [set(page.split()) for page in fitted.texts]
    with_rows = [words for words in pages if words & {"100", "300", "539"}]
    assert len(with_rows) > 1
    assert all("Month" in words for words in with_rows)


def test_formulas_keep_their_numbers(fitted: Pages) -> None:
    for number in range(1, 6):
        assert any(f"({number})" in page for page in fitted.texts)
    assert not fitted.report.errors


def test_what_cannot_fit_is_refused_by_name(tmp_path: Path) -> None:
    matrix = " & ".join(f"a_{{{n}}}" for n in range(99))
    text = f"# A\n\n{_table(40, 1)}::: note\n{_table(13, 1)}:::\n\n"
    text += f"$$ \\begin{{pmatrix}} {matrix} \\end{{pmatrix}} $$\n"
    report = make({"book.toml": MINIMAL, "a.md": text}, tmp_path).report
    assert {each.code for each in report.errors} == {"LAY-011"}
    assert len({each.location.line for each in report.errors}) == 3


def test_what_is_tied_to_a_divided_word_has_room(tmp_path: Path) -> None:
    heads = "Weather|Temperature|Half-Height|Normal(in)|Clearance|Gradual Erosion|Stability|Height"
    tables = "".join(
        f"|{heads}|{more}Growing Availabilities(%)^a^ |\n|{'---|' * n}\n|{'a tall tree|' * n}\n\n"
        for n, more in ((9, ""), (10, "Trees|"), (11, "Trees|Stones|"))
    )
    pages = make({"book.toml": MINIMAL, "a.md": f"# Trees\n\n{tables}"}, tmp_path)
    assert [each.message for each in pages.report.errors] == []
