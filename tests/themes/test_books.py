"""One small book in every theme: its words and numbers are the same, and its pages hold."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from publish import pipeline
from publish.cache import Cache, cache_stats
from publish.diagnostics import Report
from publish.model.trims import trim_size
from publish.render.theme import load_theme
from publish.sources.spine.folder import read_book
from tests.conftest import MINIMAL, WriteBook
from tests.running import run_context

pytestmark = pytest.mark.slow

THEMES = ["classic", "novel", "report", "scholarly", "poetry", "report+large-print"]
TEXT = """# The Lock {#lock}

::: summary In short
The lock leaks.
:::

::: key-figures The year
- **185** boats
- **36** barges
:::

The water went down in November, as [](#tbl-boats) says.[^n]

[^n]: In the second week.

::: margin-note Counting
A boat counts once.
:::

| Year | Boats |
|:-----|------:|
| 2025 | 185 |

Table: Boats {#tbl-boats}

***

## The Gate {#gate}

::: verse Notice
No mooring
  between the posts.
:::
"""


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The PDF of the book in each theme, without a diagnostic."""
    folder, report = tmp_path_factory.mktemp("lock"), Report()
    tables = (f'[editions.p{n}]\ntheme = "{name}"\n' for n, name in enumerate(THEMES))
    (folder / "book.toml").write_text(MINIMAL + "".join(tables), "utf-8")
    (folder / "a.md").write_text(TEXT, "utf-8")
    artifacts = pipeline.build(folder, [], folder / "out", run_context(report))
    assert list(report) == []
    return dict(zip(THEMES, (each.path for each in artifacts), strict=True))


def words(path: Path) -> list[str]:
    """The words of the pages with text, in the order of the file, in lower case."""
    pages = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    text = pages.stdout.decode().lower().replace("-\n", "")
    return sorted(set(re.findall(r"[a-z0-9.]{3,}", text)))


@pytest.mark.parametrize("name", THEMES[1:])
def test_no_word_is_lost(editions: dict[str, Path], name: str) -> None:
    faces = set(" ".join(load_theme(name).families).lower().split())
    wanted = set(words(editions["classic"]))
    lost = wanted - set(words(editions[name])) - set("garamond literata serif sans pro eb".split())
    assert not lost - faces


@pytest.mark.parametrize("name", THEMES)
def test_it_has_the_page_and_the_face_of_the_theme(editions: dict[str, Path], name: str) -> None:
    theme = load_theme(name)
    with pikepdf.open(editions[name]) as pdf:
        box = [float(each) for each in pdf.pages[0].mediabox]
        fonts = {str(each.get("/BaseFont", "")) for each in pdf.objects if hasattr(each, "get")}
    assert box[2:] == pytest.approx(trim_size(theme.trim), abs=0.1)
    assert any(str(theme.variables["serif"]).replace(" ", "-") in font for font in fonts)


def test_the_contents_of_a_novel_are_on_the_axis_of_the_page(editions: dict[str, Path]) -> None:
    with pypdfium2.PdfDocument(editions["novel"]) as pdf:
        texts = (page.get_textpage() for page in pdf)
        contents = next(text for text in texts if "Contents" in text.get_text_range())
        lines = list(re.finditer(r"\S.*\S", contents.get_text_range()))
        edges = [
            (contents.get_charbox(each.start())[0], contents.get_charbox(each.end() - 1)[2])
            for each in lines
        ]
    middles = [(left + right) / 2 for left, right in edges]
    assert len(middles) >= 3
    assert middles == pytest.approx([middles[0]] * len(middles), abs=2)


def test_another_theme_reads_no_text_again(write_book: WriteBook, tmp_path: Path) -> None:
    book = {"a.md": TEXT, "book.toml": MINIMAL + '[editions.epub]\nformat = "epub"\n'}
    folder, cache = write_book(book), Cache(tmp_path / "cache")
    pipeline.build(folder, [], tmp_path / "out", run_context(cache=cache))
    before = cache_stats(cache).entries
    (folder / "book.toml").write_text(book["book.toml"] + 'theme = "novel"\n', "utf-8")
    pipeline.build(folder, [], tmp_path / "out", run_context(cache=cache))
    after = cache_stats(cache).entries
    assert after["text"] == before["text"]
    assert after["page"] > before["page"]


def test_an_edition_has_the_trim_of_its_theme(write_book: WriteBook) -> None:
    tables = '[editions.a]\ntheme = "poetry"\n[editions.b]\ntheme = "poetry"\ntrim = "A5"\n'
    book = read_book(write_book({"a.md": "# A\n", "book.toml": MINIMAL + tables}), run_context())
    assert book is not None
    assert [each.trim for each in book.editions] == ["140x216mm", "A5"]
