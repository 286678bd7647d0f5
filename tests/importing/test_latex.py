"""LaTeX: a book with included files, its references, theorems and index, and what is refused."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path

import pytest

from publish import api
from publish.api import importing
from publish.diagnostics import ContentError
from publish.importers.documents import program

IDIOMS = Path(__file__).with_name("idioms")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("latex")
    shutil.copytree(IDIOMS / "latex", folder / "stone")
    return importing.import_book(folder / "stone", folder / "book").target


def test_every_word_of_it_is_in_the_book(imported: Path) -> None:
    report = (imported / "import-report.md").read_text("utf-8")
    assert "all of them are in the book, or explained above" in report
    assert "| comment | 1 | stone.tex: a comment of the author |" in report
    assert "stone.tex: \\\\wallmark{unknown words} |" in report
    assert "error" not in report


def test_included_chapters_matter_and_metadata(imported: Path) -> None:
    _, book = api.open_book(imported)
    rows = [(s.role, s.label, s.title) for top in book.sections for s in top.walk()]
    assert rows == [
        ("preface", None, "How to read this"),
        ("part", "Part I", "Above"),
        ("chapter", "Chapter 1", "Walls"),
        ("section", "1.1", "Mortar"),
        ("section", "1.2", "Batter"),
        ("chapter", "Chapter 2", "Roofs"),
        ("section", "2.1", "Slate"),
        ("chapter", "Chapter 3", "Floors"),
        ("part", "Part II", "Below"),
        ("chapter", "Chapter 4", "Gates"),
        ("chapter", "Chapter 5", "Wells"),
        ("chapter", "Chapter 6", "Tools"),
        ("appendix", "Appendix A", "Weights"),
        ("afterword", None, "Thanks"),
        ("bibliography", None, "Bibliography"),
        ("index", None, "Index"),
    ]
    assert book.metadata.title == "On Dry Stone"
    assert [each.name for each in book.metadata.authors] == ["Ada Hollin", "Jonas Reck"]
    assert book.metadata.language == "en-GB"


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("walls", "A wall of **granite**[^1] stands – they say – for ever…"),
        ("walls", "As @hollin87 and others [see @hollin87, 12] say, ‘dry’ is best."),
        ("walls", 'None is used.[]{index="mortar; none"}[]{index="lime" see="mortar"}'),
        ("roofs", '![](<images/roof.svg> "A slate roof"){#fig-roof width=50%}'),
        ("floors", "Table: Sizes of flags"),
        ("gates", "$$ T = m \\cdot g \\quad x \\in \\mathbb{R} $$ {#eq-thrust}"),
        ("gates", "By [](#eq-thrust) and Theorem [](#thm-arch){.number} it stands."),
        ("gates", "::: theorem {#thm-arch} Hooke\nAs hangs the chain, so stands the arch.\n:::"),
        ("gates", "::: proof\nTurn it over.\n:::"),
        ("gates", "::: lemma {#lem-two}\nTwo stones lean.\n:::"),
        ("wells", '```python {#lst-dig caption="Digging"}'),
        ("wells", "See [the list of wells](https://example.org/wells)"),
        ("tools", "As in section [](#mortar){.number}, Figure [](#fig-roof){.number} and"),
        ("tools", "[](#tab-flags), page [](#mortar){.page}."),
        ("tools", "Hammer\n: It breaks."),
    ],
)
def test_constructs_have_our_notation(imported: Path, file: str, line: str) -> None:
    assert line in (imported / f"{file}.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("\\unknown{" + "many words here " * 40 + "} few words", "`\\unknown` ("),
        ("\\def\\a{\\a\\a}\\a", "cannot be read"),
        ("\\newcommand{\\a}{b\\a}\\a", "cannot be read"),
        ("\\begin{itemize} text", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, why: str
) -> None:
    monkeypatch.setattr(program, "_SECONDS", 2)
    source = tmp_path / "a.tex"
    source.write_text(f"\\documentclass{{book}}\\begin{{document}}\n{text}\n\\end{{document}}\n")
    with pytest.raises(ContentError) as error:
        importing.import_book(source, tmp_path / "book")
    assert [each.code for each in error.value.report.errors] == ["IMP-008"]
    assert why in str(error.value)


def test_nothing_outside_the_folder_is_included(tmp_path: Path) -> None:
    secret = tmp_path / "secret.tex"
    secret.write_text("words of a secret")
    source = tmp_path / "in" / "a.tex"
    source.parent.mkdir()
    (source.parent / "link.tex").symlink_to(secret)
    commands = [
        f"\\input{{{secret}}}",
        "\\input{../secret}",
        "\\include{link}",
        "\\input{a}",
        f"\\verbatiminput{{{secret}}}",
        f"\\lstinputlisting{{{secret}}}",
        "\\immediate\\write18{touch owned}",
        f"\\includegraphics{{{secret}}}",
    ]
    text = "\n\n".join(commands)
    head = "\\documentclass{book}\n\\begin{document}\n\\chapter{A}"
    source.write_text(f"{head}\n{text}\n\n{'Words. ' * 99}\n\\end{{document}}\n")
    target = importing.import_book(source, tmp_path / "book").target
    texts = [file.read_text("utf-8", "replace") for file in target.rglob("*") if file.is_file()]
    assert not any("words of a secret" in each for each in texts)
    assert any("Words." in each for each in texts)
    assert "\\input{../secret}" in (target / "import-report.md").read_text("utf-8").replace(
        "\\\\", "\\"
    )


def test_headings_that_a_text_defines_anew_are_headings(tmp_path: Path) -> None:
    source = tmp_path / "a.tex"
    source.write_text(
        "\\documentclass{book}\n\\begin{document}\n\\makeatletter\n\\renewcommand{\\section}"
        "{\\@startsection{section}{1}{\\z@}{-3ex \\@plus -1ex}{2ex}{\\Large\\bfseries}}\n"
        "\\renewcommand\\subsection[1]{{\\bf #1}}\n\\makeatother\n\\chapter{Walls}\n"
        "\\section{Mortar}\nText.\n\\subsection{Lime}\n"
        "\\begin{figure}\n\\includegraphics{a.png}\n\\caption{A kiln.\\label{fig.kiln}}\n"
        "\\end{figure}\nSee Figure~\\ref{fig.kiln}.\n\\chapter{Roofs}\nText.\n\\end{document}\n"
    )
    (tmp_path / "a.png").write_bytes(base64.b64decode(_PICTURE))
    target = importing.import_book(source, tmp_path / "book").target
    _, book = api.open_book(target)
    rows = [(s.level, s.title) for top in book.sections for s in top.walk()]
    assert rows == [(1, "Walls"), (2, "Mortar"), (3, "Lime"), (1, "Roofs")]
    assert "command that the import" not in (target / "import-report.md").read_text("utf-8")


_PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5Er"
    "kJggg=="
)


def test_a_title_that_is_a_macro_needs_no_braces(tmp_path: Path) -> None:
    text = "\\newcommand{\\ours}{Our walls}\n\\section\\ours\nStone.\n\\section{Roofs}\nSlate.\n"
    (tmp_path / "a.tex").write_text(text, "utf-8")
    _, book = api.open_book(importing.import_book(tmp_path / "a.tex", tmp_path / "book").target)
    assert [section.title for section in book.sections] == ["Our walls", "Roofs"]


def test_what_cannot_be_parsed_is_named_by_the_file_that_it_is_in(tmp_path: Path) -> None:
    (tmp_path / "a.tex").write_text("\\section{Walls}\n\\input{b}\nOf stone.\n", "utf-8")
    (tmp_path / "b.tex").write_text("Lime.\n\nSand.\n\\end{quote} Clay.\n", "utf-8")
    with pytest.raises(ContentError) as error:
        importing.import_book(tmp_path / "a.tex", tmp_path / "book")
    (refusal,) = error.value.report
    assert "`b.tex`, line 4: " in refusal.message
