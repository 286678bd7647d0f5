"""Captions of listings, which stand in quotation marks in braces."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from publish import api
from publish.api import importing
from publish.model.book import Book
from publish.model.markup import X

_MANIFEST = '[book]\ntitle = "B"\nlanguage = "en"\n[structure]\nbodymatter = ["a.md"]\n'
ReadFiles = Callable[[Mapping[str, str]], Book]


def _caption(book: Book) -> str:
    (section,) = book.sections
    (caption,) = section.body.iter(f"{X}figcaption")
    return "".join(caption.itertext()).partition(". ")[2]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Of {lime} and {}", "Of {lime} and {}"),
        (r"Of \"lime\"", "Of “lime”"),
        (r"Of \\*lime\\*", "Of *lime*"),
        (r"Of \*lime\*", "Of *lime*"),
    ],
)
def test_a_caption_may_have_braces_and_escapes(
    written: str, shown: str, read_files: ReadFiles
) -> None:
    text = f'# A\n\n```text {{#lime caption="{written}"}}\n{{x}}\n```\n'
    assert _caption(read_files({"book.toml": _MANIFEST, "a.md": text})) == shown


@pytest.mark.parametrize("escaped", [r"$\bar{y}$", r"$\\bar{y}$"])
def test_a_formula_in_a_caption_has_one_stroke(escaped: str, read_files: ReadFiles) -> None:
    text = f'# A\n\n```text {{#lime caption="Of {escaped}"}}\nx\n```\n'
    (section,) = read_files({"book.toml": _MANIFEST, "a.md": text}).sections
    (formula,) = section.body.iter("{http://www.w3.org/1998/Math/MathML}math")
    assert formula.get("alttext") == r"\bar{y}"


def test_an_imported_caption_is_read_as_it_was(tmp_path: Path) -> None:
    source = tmp_path / "a"
    source.mkdir()
    cell = '```{r lime, fig.cap="Of $\\\\bar{y}$ here"}\nplot(1)\n```\n'
    (source / "_bookdown.yml").write_text("rmd_files: [a.Rmd]\n", "utf-8")
    (source / "a.Rmd").write_text(f"# A\n\n{cell}", "utf-8")
    _, book = api.open_book(importing.import_book(source, tmp_path / "book").target)
    (section,) = book.sections
    (formula,) = section.body.iter("{http://www.w3.org/1998/Math/MathML}math")
    assert formula.get("alttext") == r"\bar{y}"
