"""Formulas of sources, as a book can have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.api import importing


def _imported(folder: Path, text: str) -> Path:
    (folder / "tides.md").write_text(f"# Tides\n\n{text}\n", "utf-8")
    return importing.import_book(folder / "tides.md", folder / "book").target


@pytest.mark.parametrize(
    ("source", "formula"),
    [
        ("$$ h = 2 % at noon\n + x $$", "$$\nh = 2\n+ x\n$$"),
        (r"$$ h = 40\% % less $$", r"$$ h = 40\% $$"),
        (r"$$ \color{teal}{h} + \textcolor[rgb]{0,1,0}{x} $$", "$$ {h} + {x} $$"),
        (
            "$$\n\\begin{array}{c|c||}\n\\hline |a| \\\\ \\cline{1-2}\nc\n\\end{array}\n$$",
            "$$\n\\begin{array}{cc}\n|a| \\\\ c\n\\end{array}\n$$",
        ),
        (r"$$ h \hliner $$", r"$$ h \hliner $$"),
        (r"$$ h \text{ if $x$ is 2} $$", r"$$ h \text{ if $x$ is 2} $$"),
    ],
)
def test_a_formula_is_without_what_only_its_source_shows(
    tmp_path: Path, source: str, formula: str
) -> None:
    target = _imported(tmp_path, source)
    assert (target / "tides.md").read_text("utf-8") == f"# Tides\n\n{formula}\n"
    assert "explained above" in (target / "import-report.md").read_text("utf-8")


def test_a_formula_with_another_in_its_words_has_other_marks(tmp_path: Path) -> None:
    text = "\\section{Tides}\n\nAs \\(h \\text{ if $x$}\\) is.\n"
    (tmp_path / "tides.tex").write_text(text, "utf-8")
    target = importing.import_book(tmp_path / "tides.tex", tmp_path / "book").target
    assert "As $`h \\text{ if $x$}`$ is." in (target / "tides.md").read_text("utf-8")


def test_a_caption_of_code_refers_to_what_is_there(tmp_path: Path) -> None:
    cells = (
        "```{python}\n#| label: fig-ebb\n#| fig-cap: Ebb\nebb()\n```\n\n"
        "```{python}\n#| label: fig-flow\n#| fig-cap: After @fig-ebb, not @fig-neap\nflow()\n```\n"
    )
    (tmp_path / "tides").mkdir()
    (tmp_path / "tides" / "_quarto.yml").write_text("book:\n  chapters: [index.qmd]\n", "utf-8")
    (tmp_path / "tides" / "index.qmd").write_text(f"# Tides\n\n{cells}", "utf-8")
    target = importing.import_book(tmp_path / "tides", tmp_path / "book").target
    assert r"After [](#fig-ebb), not \\@fig-neap" in (target / "tides.md").read_text("utf-8")
