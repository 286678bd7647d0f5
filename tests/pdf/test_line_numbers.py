"""Every fifth line has its number in the outer margin, and the pages are as they are without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest

from publish import pipeline
from publish.cache import Cache
from publish.model.book import Edition
from publish.render.theme import theme_trim
from publish.verification import verify_product
from tests.conftest import WriteBook
from tests.pdf.conftest import SENTENCE, Pages, make
from tests.pdf.test_file import elements
from tests.running import run_context

pytestmark = pytest.mark.slow

_EVERY = 5
_NOT_PROSE = ("Other", "Chapter")  # one is in each line that does not count
_MEASURES = {"scholarly": 308, "report": 326}
_ONE = f"""# Other ebb

{SENTENCE * 9}[^n]

[^n]: Other words of a note.

> {SENTENCE * 5}

- Other item

::: verse {{numbered=5}}
Other line
Other line
Other line
Other line
Other line
:::

| Other | Other |
|:------|------:|
| Other | 1 |

Table: Other heights

## Other section

"""
_FILES = {
    "book.toml": '[book]\ntitle = "Other Tides"\nauthors = ["Other Office"]\nlanguage = "en"\n'
    '[structure]\nbodymatter = ["one.md", "two.md"]\n',
    "one.md": _ONE + f"{SENTENCE * 7}\n\n" * 12,
    "two.md": f"# Other flood\n\n{SENTENCE * 90}\n",
}


class _Piece(NamedTuple):
    """A text, and where it begins on its page."""

    page: int
    baseline: float
    left: float
    text: str


class _Numbered:
    """A book in a theme: its numbers of lines, its other texts, and the lines that count."""

    def __init__(
        self, folder: Path, theme: str, variables: dict[str, str], files: dict[str, str]
    ) -> None:
        self.edition = Edition("pdf", "pdf", theme, theme_trim(theme), variables=variables)
        self.pages = make(files, folder, self.edition)
        self.lines = self._find_lines(_pieces(self.pages))
        self.lefts = {
            page: min(self.lines[at] for at in self.lines if at[0] == page)
            for page, _ in self.lines
        }
        self._measure = _MEASURES[theme]
        pieces = _pieces(self.pages)
        beside = [each for each in pieces if self._is_beside(each)]
        self.numbers = {(page, y): (left, int(text)) for page, y, left, text in beside}
        self.others = [each for each in pieces if each not in beside]

    def _find_lines(self, pieces: list[_Piece]) -> dict[tuple[int, float], float]:
        """Where each line of prose begins, by page and baseline, in the order of the text."""
        lines: dict[tuple[int, float], list[_Piece]] = {}
        first, colophon = self.pages.page_of("Chapter 1\r\nOther"), len(self.pages.texts) - 1
        for each in pieces:
            if first <= each.page < colophon:
                lines.setdefault((each.page, each.baseline), []).append(each)
        texts = {at: "".join(each.text for each in line) for at, line in lines.items()}
        prose = [at for at, text in texts.items() if _is_prose(text)]
        in_order = sorted(prose, key=lambda at: (at[0], -at[1]))
        words = {at: [each for each in lines[at] if not each.text.isdigit()] for at in in_order}
        return {at: min(each.left for each in words[at]) for at in in_order}

    def _is_beside(self, piece: _Piece) -> bool:
        left = self.lefts.get(piece.page)
        is_head = all(y < piece.baseline for page, y in self.lines if page == piece.page)
        if left is None or not piece.text.isdigit() or is_head:
            return False
        return not left - 3 < piece.left < left + self._measure + 3


def _is_prose(text: str) -> bool:
    return text.upper() != text and not any(word in text for word in _NOT_PROSE)


def _pieces(pages: Pages) -> list[_Piece]:
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(pages.content)):
        textpage = page.get_textpage()
        kinds = (pdfium_c.FPDF_PAGEOBJ_TEXT,)
        for each in page.get_objects(filter=kinds, max_depth=8, textpage=textpage):
            place, text = each.get_matrix(), each.extract()
            if text.strip():
                found.append(_Piece(number, round(place.f, 2), round(place.e, 2), text.strip()))
    return found


@pytest.fixture(scope="module")
def numbered(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., _Numbered]:
    """The book with numbers of lines as asked for; each is laid out once."""
    made: dict[tuple[str, str], _Numbered] = {}

    def run(by: str, theme: str = "scholarly") -> _Numbered:
        if (by, theme) not in made:
            variables = {"line-numbers": by} if by else {}
            folder = tmp_path_factory.mktemp("lines")
            made[by, theme] = _Numbered(folder, theme, variables, _FILES)
        return made[by, theme]

    return run


@pytest.mark.parametrize("by", ["page", "chapter"])
def test_every_fifth_line_has_its_number(numbered: Callable[..., _Numbered], by: str) -> None:
    book = numbered(by)
    second = book.pages.page_of("Chapter 2\r\nOther flood")
    expected: dict[tuple[int, float], int] = {}
    counts: dict[int, int] = {}
    for page, baseline in book.lines:
        within = page if by == "page" else page >= second
        counts[within] = counts.get(within, 0) + 1
        if counts[within] % _EVERY == 0:
            expected[page, baseline] = counts[within]
    assert {at: number for at, (_, number) in book.numbers.items()} == expected
    assert max(expected.values()) > (25 if by == "page" else 100)


@pytest.mark.parametrize(("by", "numbers"), [("page", [5, 10, 15]), ("chapter", [5, 5])])
def test_chapters_may_share_a_page(tmp_path: Path, by: str, numbers: list[int]) -> None:
    files = {**_FILES, **{f"{name}.md": f"# Other\n\n{SENTENCE * 6}\n" for name in ("one", "two")}}
    variables = {"line-numbers": by, "openings": "run-on"}
    book = _Numbered(tmp_path, "scholarly", variables, files)
    assert len(book.lefts) == 1
    assert [number for _, number in book.numbers.values()] == numbers


def test_they_are_in_the_outer_margin(numbered: Callable[..., _Numbered]) -> None:
    book = numbered("page")
    on_left = {page for (page, _), (left, _) in book.numbers.items() if left < book.lefts[page]}
    versos = {page for page in book.lefts if int(book.pages.labels[page]) % 2 == 0}
    assert on_left == versos
    assert versos < set(book.lefts)


def test_they_are_not_in_a_margin_with_notes(numbered: Callable[..., _Numbered]) -> None:
    book = numbered("page", "report")
    assert book.numbers
    assert all(left > book.lefts[page] for (page, _), (left, _) in book.numbers.items())


def test_lines_have_no_numbers_by_default(numbered: Callable[..., _Numbered]) -> None:
    assert not numbered("").numbers


@pytest.mark.parametrize("by", ["page", "chapter"])
def test_nothing_else_changes(numbered: Callable[..., _Numbered], by: str) -> None:
    plain, book = numbered(""), numbered(by)
    assert book.others == plain.others
    assert _tags(book.pages) == _tags(plain.pages)
    assert _artifacts(book.pages) == _artifacts(plain.pages) + len(book.numbers)


def _tags(pages: Pages) -> list[tuple[str, int]]:
    """The role of each element of the structure tree, and how many kids it has."""
    return [(str(each.S), _length(each.get("/K"))) for each in elements(pages)]


def _artifacts(pages: Pages) -> int:
    operations = (each for page in pages.pdf.pages for each in pikepdf.parse_content_stream(page))
    return sum(str(each.operands[0]) == "/Artifact" for each in operations if each.operands)


def _length(kids: object) -> int:
    return len(kids) if isinstance(kids, pikepdf.Array) else 1


@pytest.mark.parametrize("by", ["page", "chapter"])
def test_the_file_verifies(numbered: Callable[..., _Numbered], by: str) -> None:
    book = numbered(by)
    assert verify_product(book.pages.artifact.path, book.pages.book, book.edition) == []


def test_a_change_renumbers_as_a_clean_build_does(write_book: WriteBook, tmp_path: Path) -> None:
    tables = '[editions.pdf]\nformat = "pdf"\ntheme = "scholarly"\n'
    tables += '[editions.pdf.variables]\nline-numbers = "chapter"\n'
    folder = write_book({**_FILES, "book.toml": _FILES["book.toml"] + tables})

    def build(cache: Cache) -> bytes:
        (made,) = pipeline.build(folder, [], tmp_path / "out", run_context(cache=cache))
        return made.path.read_bytes()

    kept = Cache(tmp_path / "kept")
    before = build(kept)
    (folder / "one.md").write_text(_FILES["one.md"].replace("keeps another", "waits"), "utf-8")
    after = build(kept)
    assert after != before
    assert after == build(Cache(tmp_path / "clean"))
