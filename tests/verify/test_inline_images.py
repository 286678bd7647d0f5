"""Images and formulas in notes and links, whose own characters are not words of these."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest

from publish.model.book import Book
from publish.verification import verify_product
from tests.conftest import MINIMAL
from tests.verify.products import EPUB, PDF, build_epub, build_pdf, settled_folder

pytestmark = pytest.mark.slow

DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20" viewBox="0 0 60 20">'
    '<text x="2" y="14" font-size="9">Drawn</text></svg>'
)
TEXT = r"""# Trees

Wind.[^wind] Rain.[^rain] Snow.[^snow] Ice.[^ice] Fog.[^fog] Of [a link ![An oak](tree.svg)
inside $x^2$](https://example.org/) and [![An elm](tree.svg)](#yews).

[^wind]: A short one.

[^rain]: With ![A pine](tree.svg) in it, and [one ![](tree.svg){.decorative} there](#yews).

[^snow]: ![A fir](tree.svg)

[^ice]:
    - A list.

[^fog]: See $\begin{matrix}1\\2\\3\\4\end{matrix}$ there.

## Yews {#yews}

Old.
"""


def written(folder: Path, text: str) -> Book:
    folder.mkdir()
    for name, content in {"book.toml": MINIMAL, "a.md": text, "tree.svg": DRAWN}.items():
        (folder / name).write_text(content, "utf-8")
    return settled_folder(folder)


@pytest.fixture(scope="module")
def grove(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("grove")
    book = written(folder / "grove", TEXT)
    return build_epub(book, folder), build_pdf(book, folder)


def messages(grove: tuple[Path, Path], book: Book) -> list[list[str]]:
    editions = zip(grove, (EPUB, PDF), strict=True)
    return [[each.message for each in verify_product(path, book, by)] for path, by in editions]


def test_products_with_them_have_no_difference(grove: tuple[Path, Path], tmp_path: Path) -> None:
    assert messages(grove, written(tmp_path / "grove", TEXT)) == [[], []]


@pytest.mark.parametrize(
    ("right", "wrong", "surface"),
    [
        ("inside $x^2$", "outside $x^2$", "references: link 1 "),
        ("one ![]", "two ![]", "references: link 3 "),
        ("](tree.svg) in it", "](tree.svg) in them", "note #note-a-2 "),
    ],
)
def test_words_next_to_them_are_compared(
    grove: tuple[Path, Path], tmp_path: Path, right: str, wrong: str, surface: str
) -> None:
    assert right in TEXT
    for reported in messages(grove, written(tmp_path / "grove", TEXT.replace(right, wrong))):
        assert any(surface in message for message in reported), reported


@pytest.mark.parametrize("number", [2, 5])
def test_a_call_must_not_lead_past_the_words_above_a_tall_note(
    grove: tuple[Path, Path], tmp_path: Path, number: int
) -> None:
    path = Path(shutil.copy(grove[1], tmp_path / "grove.pdf"))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        links = [each for page in pdf.pages for each in page.obj.get("/Annots", ())]
        calls = {str(each.Dest): each for each in links if "/Dest" in each}
        calls[f"note-a-{number}"].Dest = pikepdf.String(f"note-a-{number - 1}")
        pdf.save(path)
    diagnostics = verify_product(path, written(tmp_path / "book", TEXT), PDF)
    assert [each.message.partition(" of ")[0] for each in diagnostics] == [
        f"note links: note #note-a-{number}"
    ]
