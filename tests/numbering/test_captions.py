"""The numbers of captions: as printed in an earlier edition, and by a pattern."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from publish.diagnostics import Report
from publish.model.book import Book
from publish.model.xhtml import text_of
from publish.pipeline import build
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.conftest import WriteBook
from tests.running import run_context

Read = Callable[[Mapping[str, str]], Book]

MANIFEST = """
[book]
title = "Numbers"
language = "en"
date = 2026-01-01

[structure]
bodymatter = ["a.md", "b.md"]
backmatter = [{ file = "c.md", role = "appendix" }]

[numbering]
"""
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"><rect width="8" height="4"/></svg>'
)
TEXT = """# A chapter

![A bar](bar.svg "One"){{#{0}-one}}

![A bar](bar.svg "Two"){{#{0}-two}}

$$ x $$ {{#{0}-eq}}
"""
FILES = {"bar.svg": DRAWING, **{f"{name}.md": TEXT.format(name) for name in "abc"}}


@pytest.mark.parametrize(
    ("keys", "numbers"),
    [
        ("", "1 2 (1) 3 4 (2) 5 6 (3)"),
        ('captions = "chapter"', "1.1 1.2 (1.1) 2.1 2.2 (2.1) A.1 A.2 (A.1)"),
        ('caption-pattern = "{chapter}-{n}"', "1-1 1-2 (1-1) 2-1 2-2 (2-1) A-1 A-2 (A-1)"),
        ('captions = "chapter"\ncaption-pattern = "{n}"', "1 2 (1) 1 2 (1) 1 2 (1)"),
        ('caption-pattern = { figure = "{chapter}{n}" }', "11 12 (1) 21 22 (2) A1 A2 (3)"),
        (
            'captions = "chapter"\ncaption-pattern = { equation = "{n}/{chapter}" }',
            "1.1 1.2 (1/1) 2.1 2.2 (1/2) A.1 A.2 (1/A)",
        ),
    ],
)
def test_patterns(read_files: Read, keys: str, numbers: str) -> None:
    book = read_files(FILES | {"book.toml": MANIFEST + keys})
    assert " ".join(each.label.removeprefix("Figure ") for each in book.captions) == numbers


@pytest.mark.parametrize(
    "pattern", ['"{chapter}"', '"{n}-{n}"', '"{part}.{n}"', '"{n"', '{ figure = "Abb." }']
)
def test_a_pattern_that_cannot_be_used(write_book: WriteBook, pattern: str) -> None:
    manifest = f"{MANIFEST}caption-pattern = {pattern}"
    report = Report()
    read_book(write_book(FILES | {"book.toml": manifest}), run_context(report))
    assert {each.code for each in report} == {"MAN-015"}


def test_a_pattern_for_an_unknown_kind(write_book: WriteBook) -> None:
    manifest = f'{MANIFEST}caption-pattern = {{ figures = "{{n}}" }}'
    report = Report()
    read_book(write_book(FILES | {"book.toml": manifest}), run_context(report))
    assert [(each.code, each.hint) for each in report] == [("MAN-005", "did you mean `figure`?")]


PRINTED = """# A chapter

See [](#one), [](#two), [](#tbl), [](#lst){.number}, [](#eq), [](#set), [](#data){.full}.

![A bar](bar.svg "One"){#one number="9-6"}

![A bar](bar.svg "Two"){#two}

| a | b |
|---|---|
| 1 | 2 |

Table: Sizes {#tbl number="3.2 bis"}

```python {#lst caption="Count" number="9-8"}
print(1)
```

$$ x $$ {#eq number="3.2"}

$$ y $$ {number="3.4"}

::: figures {#set number="IV"} Two
![A bar](bar.svg "First")
:::

::: table {src="data.csv" #data number="4"} Data
:::

::: chart {#chart alt="A line." src="data.csv" number="9-12"} Lines
:::
"""
LABELS = [
    *("Figure 9-6", "Figure 7", "Table 3.2 bis", "Listing 9-8", "(3.2)", "(3.4)"),
    *("Figure IV", "Table 4", "Figure 9-12"),
]
PRINTED_FILES = {
    "book.toml": MANIFEST.replace(', "b.md"', "").replace("backmatter", "# backmatter"),
    "a.md": PRINTED,
    "bar.svg": DRAWING,
    "data.csv": "a,b\nx,2\ny,3\n",
}


def test_numbers_are_kept_and_the_count_goes_on(read_files: Read) -> None:
    book = read_files(PRINTED_FILES)
    assert [each.label for each in book.captions] == LABELS
    first = text_of(book.sections[0].body[0])
    assert first.replace("\u00a0", " ").startswith(
        "See Figure 9-6, Figure 7, Table 3.2 bis, 9-8, Equation (3.2), "
    )
    assert first.endswith("Figure\u00a0IV, Table 4. Data.")
    assert "equation-3-4" in [each.id for each in book.captions]


@pytest.mark.slow
def test_printed_numbers_in_both_products(write_book: WriteBook) -> None:
    report = Report()
    folder = write_book(PRINTED_FILES)
    build(folder, [], folder / "out", run_context(report))
    assert [str(each) for each in report] == []


@pytest.mark.parametrize(
    "text",
    [
        '![A bar](bar.svg){#x number="3"}',
        '[Words]{number="3"}',
        '{number="3"}\nA paragraph.',
        '```python {number="3"}\nprint()\n```',
        '::: table {src="data.csv" number=3}\n:::',
    ],
)
def test_a_number_without_a_caption(write_book: WriteBook, text: str) -> None:
    files = PRINTED_FILES | {"a.md": f"# A\n\n{text}\n"}
    report = Report()
    read_book(write_book(files), run_context(report))
    assert [each.code for each in report.errors] == ["STR-020"]


def test_a_number_that_another_caption_has(write_book: WriteBook) -> None:
    text = 'Text.\n\n$$ x $$ {#a}\n\n$$ y $$ {#b number="1"}\n\n$$ z $$ {#c number="01"}\n'
    report = Report()
    book = read_book(write_book(PRINTED_FILES | {"a.md": f"# A\n\n{text}"}), run_context(report))
    assert book is not None
    settle(book, run_context(report))
    found = [(each.code, each.severity.value, str(each.location)) for each in report]
    assert [(code, severity) for code, severity, _ in found] == [("NUM-001", "warning")]
    assert found[0][2].endswith("a.md:7")
