"""Documents of other programs: what a tree of pandoc becomes, and that no word of it is lost."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from publish import api
from publish.diagnostics import ContentError
from publish.errors import MissingTool, UsageError
from publish.external import run
from publish.importers.documents import program
from publish.importers.documents.program import find_pandoc
from publish.importers.table import find_importer

_HEAD = """---
title: On *Dry* Stone
author: [Ada Hollin, Jonas Reck]
lang: en-GB
---

"""
_TEXT = """
# Chapter 1. Walls {#walls}

Some *emph*, **strong**, ~~struck~~, H~2~O, `code | x`, [small]{.smallcaps}, "quoted" and a -- b.
See [roofs](#roofs) and [mortar](#the-mortar)[^1]. **“Left”**right, *a*b,
2 < 3, a_b_c, {x} and {{name}}.

[^1]: A note with *two*

    paragraphs.

| a | b |
|:--|--:|
| 1 | `x|y` |

: Caption *here* {#tbl:one}

## 1.1 Mortar {#the-mortar}

- one
- two
    1. a

    2. b

        after two

(@) first example
(@) second example

x) xenolith
y) yard

Term
:   Definition one

    in two paragraphs
:   Second definition

> A quotation.
>
> - with a list

```python {.numberLines startFrom="3"}
def f(): return {}  # [x]
```

$$ a = b \\label{eq:x} $$

It costs \\$5, and $x^2$ is a number. Here $$ y = z $$ stands alone.

+------+-------+
| Head | - one |
|      | - two |
+======+=======+
| c    | d     |
|      |       |
|      | e     |
+------+-------+

# Chapter 2. Roofs {#roofs}

::: {.note title="Heed this"}
In a box.
:::

<!-- a comment -->

A. Hollin wrote.

B. Reck as well. @nobody said -- so.

[Text]{lang=fr} and [Ctrl]{.kbd}.

::: {lang=de}
Ein Absatz.
:::

| Roses are red
|    and so on

- a list

<!-- -->

- another

# Appendix A. Keys

The last words.
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("markdown")
    source = folder / "stone.md"
    source.write_text(_HEAD + _TEXT, "utf-8")
    return api.import_book(source, folder / "book").target


def test_every_word_is_in_the_book_or_explained(imported: Path) -> None:
    report = (imported / "import-report.md").read_text("utf-8")
    assert "all of them are in the book, or explained above" in report
    assert "Nothing: the new book can be read without a warning." in report
    assert "| comment | 2 |" in report


def test_headings_are_sections_and_typed_numbers_those_of_the_book(imported: Path) -> None:
    _, book = api.open_book(imported)
    rows = [(s.role, s.label, s.title) for top in book.sections for s in top.walk()]
    assert rows == [
        ("chapter", "Chapter 1", "Walls"),
        ("section", "1.1", "Mortar"),
        ("chapter", "Chapter 2", "Roofs"),
        ("appendix", "Appendix A", "Keys"),
    ]
    assert book.metadata.title == "On Dry Stone"
    assert [each.name for each in book.metadata.authors] == ["Ada Hollin", "Jonas Reck"]


@pytest.mark.parametrize(
    "line",
    [
        "See [roofs](#roofs) and [mortar](#the-mortar)[^1].",
        "“**Left**”right, *a*b, 2 \\< 3, a\\_b\\_c, &#123;x&#125;",
        "Table: Caption *here* {#tbl-one}",
        "| 1 | `x\\|y` |",
        "## Mortar {#the-mortar}",
        "(1) first example",
        "x. xenolith",
        ": Definition one",
        "```python {.numbered start=3}",
        "$$ a = b $$ {#eq-x}",
        "It costs \\$5, and $x^2$ is a number. Here",
        '::: table {head=1 align="ll"}',
    ],
)
def test_constructs_have_our_notation(imported: Path, line: str) -> None:
    assert line in (imported / "walls.md").read_text("utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "::: note Heed this",
        "A\\. Hollin wrote.",
        "B\\. Reck as well. \\@nobody said – so.",
        "[Text]{lang=fr} and [Ctrl]{.key}.",
        "{lang=de}\nEin Absatz.",
        "Roses are red\\\n",
        "- a list\n\n* another",
    ],
)
def test_words_that_look_like_marks_stay_words(imported: Path, line: str) -> None:
    assert line in (imported / "roofs.md").read_text("utf-8")


def test_a_word_file_has_the_same_outline_and_words(tmp_path: Path) -> None:
    source = tmp_path / "stone.md"
    source.write_text(_HEAD + _TEXT, "utf-8")
    word = tmp_path / "stone.docx"
    run([find_pandoc(), source, "-o", word], timeout=60)
    word = word.rename(tmp_path / "named.bin")  # it is known by what is in it
    target = api.import_book(word, tmp_path / "book").target
    _, book = api.open_book(target)
    titles = [s.title for top in book.sections for s in top.walk()]
    assert titles == ["Walls", "Mortar", "Roofs", "Keys"]
    assert "explained above" in (target / "import-report.md").read_text("utf-8")


def test_pictures_are_files_of_the_book_named_once(tmp_path: Path) -> None:
    picture = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )
    (tmp_path / "a.png").write_bytes(picture)  # called what it is not
    (tmp_path / "same.svg").write_bytes(picture)
    source = tmp_path / "book.html"
    source.write_text(
        "<h1>Walls</h1><p><img src='a.png' alt='A wall'></p><p><img src='same.svg' alt='It'></p>"
        "<p><img src='none.png' alt='Lost'> and <img src='https://example.org/x.png' alt='Far'></p>"
    )
    target = api.import_book(source, tmp_path / "book").target
    assert [each.name for each in (target / "images").iterdir()] == ["a.svg"]
    text = (target / "walls.md").read_text("utf-8")
    assert text.count("(<images/a.svg>)") == 2
    assert "\\[Lost\\] and \\[Far\\]" in text
    assert "| picture that is not in the source | 2 |" in (target / "import-report.md").read_text(
        "utf-8"
    )


def test_numbers_that_the_book_would_count_otherwise_are_kept(tmp_path: Path) -> None:
    source = tmp_path / "book.md"
    source.write_text("# 3 Walls\n\nText.\n\n# 5 Roofs\n\nText.\n\n# Bark\n\nIn 1987 text.\n")
    _, book = api.open_book(api.import_book(source, tmp_path / "book").target)
    assert [(s.number, s.title) for s in book.sections] == [
        ("3", "Walls"),
        ("5", "Roofs"),
        (None, "Bark"),
    ]


@pytest.mark.parametrize("title", ["1987 was dry", "3D walls", "I am here", "A wall", "24/7"])
def test_a_count_in_a_title_is_no_number_of_it(tmp_path: Path, title: str) -> None:
    source = tmp_path / "book.md"
    source.write_text(f"# {title}\n\nText.\n\n# {title} again\n\nText.\n")
    _, book = api.open_book(api.import_book(source, tmp_path / "book").target)
    assert [s.title for s in book.sections] == [title, f"{title} again"]


def test_a_document_opens_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "secret.tex").write_text("hidden words")
    source = tmp_path / "book.tex"
    source.write_text("\\section{Walls}\nShown. \\input{secret.tex}\n")
    target = api.import_book(source, tmp_path / "book").target
    assert all("hidden" not in file.read_text("utf-8") for file in target.glob("*.md"))


def test_a_damaged_document_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "book.docx"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("word/document.xml", "<w:document>")
    with pytest.raises(ContentError) as error:
        api.import_book(source, tmp_path / "book")
    assert [each.code for each in error.value.report.errors] == ["IMP-008"]
    assert not (tmp_path / "book").exists()


def test_without_pandoc_a_hint_tells_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "locate_program", lambda _: None)
    monkeypatch.setattr(program, "find_spec", lambda _: None)
    (tmp_path / "a.md").write_text("# A\n")
    with pytest.raises(MissingTool) as error:
        api.import_book(tmp_path / "a.md", tmp_path / "book")
    assert error.value.hint == 'install it with: pip install "publish-book[import]"'


@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "a", "a.unknown"])
def test_other_files_are_flattened_text(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Walls")
    assert find_importer(tmp_path / name).name == "plaintext"


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
    run([find_pandoc(), folder / "styled.md", "-o", folder / "styled.docx"], timeout=60)
    return folder / "styled.docx"


def test_house_styles_are_guessed_by_name_and_written_out(styled: Path, tmp_path: Path) -> None:
    target = api.import_book(styled, tmp_path / "book").target
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
    target = api.import_book(styled, tmp_path / "book", styles=styles).target
    _, book = api.open_book(target)
    titles = [(s.label, s.title) for top in book.sections for s in top.walk()]
    assert titles == [("Chapter 1", "Walls"), ("1.1", "Mortar"), ("Chapter 2", "Roofs")]
    assert "explained above" in (target / "import-report.md").read_text("utf-8")


@pytest.mark.parametrize("line", ['A = "heading 7"', 'A = "cod"', "A ="])
def test_a_style_map_with_a_fault_is_refused(styled: Path, tmp_path: Path, line: str) -> None:
    styles = tmp_path / "styles.toml"
    styles.write_text(line)
    with pytest.raises(ContentError) as error:
        api.import_book(styled, tmp_path / "book", styles=styles)
    assert [each.code for each in error.value.report.errors] == ["IMP-009"]


_CHANGED = """# Walls

One [two]{.insertion author="Ann" date="2024-01-01T00:00:00Z"}
[three]{.deletion author="Ann" date="2024-01-01T00:00:00Z"} four
[Check this]{.comment-start id="0" author="Bo" date="2024-01-01T00:00:00Z"}
five[]{.comment-end id="0"}.
"""


@pytest.mark.parametrize(
    ("changes", "text"), [("accept", "One two four five."), ("reject", "One three four five.")]
)
def test_tracked_changes_are_settled_and_listed(tmp_path: Path, changes: str, text: str) -> None:
    (tmp_path / "a.md").write_text(_CHANGED)
    run([find_pandoc(), tmp_path / "a.md", "-o", tmp_path / "a.docx"], timeout=60)
    target = api.import_book(tmp_path / "a.docx", tmp_path / "book", changes=changes).target
    assert text in " ".join((target / "walls.md").read_text("utf-8").split())
    report = (target / "import-report.md").read_text("utf-8")
    assert "insertion by Ann: two" in report
    assert "deletion by Ann: three" in report
    assert "Bo: Check this" in report
    assert "explained above" in report


def test_a_deeply_nested_document_is_refused_in_words(tmp_path: Path) -> None:
    source = tmp_path / "a.html"
    source.write_text("<h1>A</h1>" + "<blockquote>" * 3000 + "deep" + "</blockquote>" * 3000)
    with pytest.raises(ContentError) as error:
        api.import_book(source, tmp_path / "book")
    assert [each.code for each in error.value.report.errors] == ["IMP-008"]


def test_a_folder_of_markdown_is_in_the_order_of_its_names(tmp_path: Path) -> None:
    files = {
        "README.md": "# Ropes\n\nSee [b](part/b.md).",
        "2-knots.md": "---\ntitle: Knots\n---\n\nText.",
        "10-use.md": "# Use\n\nText.",
        "part/b.md": "# B\n\nText.",
        "part/index.md": "# Part\n\nText.",
        ".hidden/x.md": "# X",
    }
    for name, text in files.items():
        (tmp_path / "ropes" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "ropes" / name).write_text(text)
    target = api.import_book(tmp_path / "ropes", tmp_path / "book").target
    _, book = api.open_book(target)
    assert [s.title for top in book.sections for s in top.walk()] == [
        "Ropes",
        "Knots",
        "Use",
        "Part",
        "B",
    ]
    assert "See [b](#b)." in (target / "ropes.md").read_text("utf-8")


def test_a_format_can_be_named(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("# Walls\n\nSome *words*.\n")
    target = api.import_book(source, tmp_path / "book", source_format="markdown").target
    assert "Some *words*." in (target / "walls.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "hint"), [("markdwon", "did you mean `markdown`?"), ("epub", "name its format")]
)
def test_a_wrong_format_is_named_with_a_way_out(tmp_path: Path, name: str, hint: str) -> None:
    source = tmp_path / "a.txt"
    source.write_text("# Walls\n")
    with pytest.raises(UsageError) as error:
        api.import_book(source, tmp_path / "book", source_format=name)
    assert hint in (error.value.hint or "")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="is not known"):
        api.import_book(tmp_path / "empty", tmp_path / "book")
