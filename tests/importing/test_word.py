"""Word files: what their styles mean, and what becomes of tracked changes and comments."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish import api
from publish.api import importing
from publish.diagnostics import ContentError
from publish.external import run
from publish.importers.documents.program import find_pandoc

_STYLED = """
::: {custom-style="House Big"}
Walls
:::

::: {custom-style="HeadB"}
Mortar
:::

Words.

::: {custom-style="CodeWide"}
x = 1
:::

::: {custom-style="CodeWide"}
y = 2
:::

::: {custom-style="Block Text"}
A quotation.
:::

::: {custom-style="TOC 1"}
Walls 1
:::

::: {custom-style="House Big"}
Roofs
:::

Words.
"""


@pytest.fixture(scope="module")
def styled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("styled")
    (folder / "styled.md").write_text(_STYLED)
    run([find_pandoc(), folder / "styled.md", "-o", folder / "styled.docx"], timeout=300)
    return folder / "styled.docx"


def test_house_styles_are_guessed_by_name_and_written_out(styled: Path, tmp_path: Path) -> None:
    target = importing.import_book(styled, tmp_path / "book").target
    styles = (target / "import-styles.toml").read_text("utf-8")
    assert '# 2 times: x = 1\n"CodeWide" = "code"' in styles
    assert '"HeadB" = "heading 2"' in styles
    assert '"House Big" = "paragraph"' in styles
    text = "".join(file.read_text("utf-8") for file in sorted(target.glob("*.md")))
    assert "```\nx = 1\ny = 2\n```" in text
    assert "> A quotation." in text
    assert "explained above" in text


def test_a_style_map_is_read_back(styled: Path, tmp_path: Path) -> None:
    styles = tmp_path / "styles.toml"
    styles.write_text('"House Big" = "heading 1"\nCodeWide = "drop"\n')
    target = importing.import_book(styled, tmp_path / "book", styles=styles).target
    _, book = api.open_book(target)
    titles = [(s.label, s.title) for top in book.sections for s in top.walk()]
    assert titles == [("Chapter 1", "Walls"), ("1.1", "Mortar"), ("Chapter 2", "Roofs")]
    assert "explained above" in (target / "import-report.md").read_text("utf-8")


@pytest.mark.parametrize("line", ['A = "heading 7"', 'A = "cod"', "A ="])
def test_a_style_map_with_a_fault_is_refused(styled: Path, tmp_path: Path, line: str) -> None:
    styles = tmp_path / "styles.toml"
    styles.write_text(line)
    with pytest.raises(ContentError) as error:
        importing.import_book(styled, tmp_path / "book", styles=styles)
    assert [each.code for each in error.value.report.errors] == ["IMP-009"]


_CHANGED = """# Walls

One [two]{.insertion author="Ann" date="2024-01-01T00:00:00Z"}
[three]{.deletion author="Ann" date="2024-01-01T00:00:00Z"} four
[Check this]{.comment-start id="0" author="Bo" date="2024-01-01T00:00:00Z"}
f[Reword]{.comment-start id="1" author="Bo" date="2024-01-01T00:00:00Z"}[Done]{.comment-start id="2"
author="Ann" date="2024-01-01T00:00:00Z"}ive[]{.comment-end id="1"}[]{.comment-end
id="2"}[]{.comment-end id="0"}.
"""


@pytest.mark.parametrize(
    ("changes", "text"), [("accept", "One two four five."), ("reject", "One three four five.")]
)
def test_tracked_changes_are_settled_and_listed(tmp_path: Path, changes: str, text: str) -> None:
    (tmp_path / "a.md").write_text(_CHANGED)
    run([find_pandoc(), tmp_path / "a.md", "-o", tmp_path / "a.docx"], timeout=300)
    target = importing.import_book(tmp_path / "a.docx", tmp_path / "book", changes=changes).target
    assert text in " ".join((target / "walls.md").read_text("utf-8").split())
    report = (target / "import-report.md").read_text("utf-8")
    assert "insertion by Ann: two" in report
    assert "deletion by Ann: three" in report
    assert "Bo: Check this" in report
    assert "explained above" in report
