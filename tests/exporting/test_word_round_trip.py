"""A book through Word: exported and imported again, it has the same outline, words and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from publish import api
from publish.api import exporting, importing
from publish.model.book import Book
from publish.model.markup import CHART_DATA, MATH, NOTE_CALL, XREF, X, has_class
from publish.model.roles import Role
from publish.model.section import heading_text
from publish.model.xhtml import remove, text_of
from publish.releases.blocks import text_blocks
from tests.exporting.small_book import FILES

_CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ferry") / "ferry"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def again(ferry: Path) -> Path:
    return _through_word(ferry, ferry.parent)


def _through_word(book: Path, folder: Path) -> Path:
    exported = exporting.export_book(book, folder / "out", "docx").path / f"{book.name}.docx"
    return importing.import_book(exported, folder / "again").target


def _text(folder: Path) -> str:
    return "\n".join(file.read_text("utf-8") for file in sorted(folder.glob("*.md")))


@pytest.mark.parametrize(
    "written",
    [
        "*ferry* is **slow**, ~~fast~~, H~2~O wide and m^2^ deep; `row()`",
        "[Ctrl+R]{.key}",
        "[old man]{.small-caps} [twice]{.underline}",
        '[港]{ruby="みなと"}',
        '[]{index="craft; raft"}[]{index="wood"}',
        "[](#rope){.page}, in [](#rope){.full}, in [](#rope){.title}",
        '> "The raft"){#fig-raft',
        'credit="A. Hollin"',
        "Table: Fares {#tbl-fares}",
        "In [](#tbl-fares), [](#eq-pull), [](#lst-row) and [](#thm-float)",
        "said.[^2] Again.[^2]",
        "$$ F = ma $$ {#eq-pull}",
        '```python {.numbered #lst-row caption="Rowing"}\ndef row():\n    pull()\n```',
        "see [@hollin1901, p. 3].",
        "::: theorem {#thm-float} Floating\nWood floats.\n:::",
        "::: proof\nIt does.\n:::",
        "- two\n\n  more of two",
        "- [x] done",
        "c. third\nd. fourth",
        "\n***\n",
        "Oar\n: What one rows with.\n\n  And more.",
        "::: verse Crossing\nThe rope is wet,\n  the pole is dry.\n:::",
        "::: drama\nFerryman\n: Who is there?\n:::",
        "::: letter\n{.date}\nNorthside, May\n\nDear ferry,\n:::",
        "{.source}\n—\N{NO-BREAK SPACE}A.\N{NO-BREAK SPACE}Hollin",
        "::: epigraph\nAll flows.\n:::",
        "::: note Mind the rope\nIt is wet.\n\n- and long\n\n```\nknot\n```\n:::",
        "::: warning\nNever let go.\n:::",
        "::: sidebar Of hemp",
        "::: table {#tbl-kinds head=1",
        "## Ein Seil {#ein-seil lang=de}",
        "siehe [](#tbl-seil)",
        "الحبل طويل.",
    ],
)
def test_each_construct_comes_back(again: Path, written: str) -> None:
    assert written in _text(again)


def test_nothing_is_left_to_do(again: Path) -> None:
    report = (again / "import-report.md").read_text("utf-8")
    assert "all of them are in the book, or explained above" in report
    assert "can be read without a warning" in report


def _facts(book: Book) -> dict[str, object]:
    """What must be the same: outline, captions, counts, references with their texts and targets."""
    sections = [(s.id, heading_text(s), s.level, s.matter) for s in book.walk()]
    bodies = [section.body for section in book.walk()]
    return {
        "outline": sections,
        "captions": [(c.id, c.kind.name, c.full_text) for c in book.captions],
        "formulas": sum(1 for body in bodies for _ in body.iter(MATH)),
        "tables": sum(1 for body in bodies for each in body.iter(f"{X}table") if _is_table(each)),
        "notes": sum(len(section.notes) for section in book.walk()),
        "calls": sum(1 for body in bodies for a in body.iter(f"{X}a") if has_class(a, NOTE_CALL)),
        "references": [each for body in bodies for each in _references(body)],
    }


def _is_table(table: etree._Element) -> bool:
    return not has_class(table, CHART_DATA)


def _references(body: etree._Element) -> Iterator[tuple[str, str]]:
    for link in body.iter(f"{X}a"):
        if has_class(link, XREF):
            yield link.get("href", ""), text_of(link)


def _words(book: Book) -> Counter[str]:
    """The words of titles and texts; those of a chart are in its picture."""
    sections = [section for section in book.walk() if section.role is not Role.INDEX]
    texts = [text_of(section.title_markup) for section in sections]
    for section in sections:
        texts += text_blocks(_without_charts(section.body), whole=True)
    return Counter(word for text in texts for word in re.findall(r"\w+", text))


def _without_charts(body: etree._Element) -> etree._Element:
    """A text without charts and formulas, whose LaTeX can be spelt in other ways."""
    body = deepcopy(body)
    for each in list(body.iter(f"{X}table", MATH)):
        if each.tag == MATH or has_class(each, CHART_DATA):
            remove(each)
    return body


def test_a_small_book_is_the_same_after_word(ferry: Path, again: Path) -> None:
    _, before = api.open_book(ferry)
    _, after = api.open_book(again)
    assert _facts(after) == _facts(before)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["moderate-prosperity", "specimen", "handbook"])
def test_a_corpus_book_is_the_same_after_word(name: str, tmp_path: Path) -> None:
    again = _through_word(_CORPUS / name, tmp_path)
    _, before = api.open_book(_CORPUS / name)
    _, after = api.open_book(again)
    facts, wanted = _facts(after), _facts(before)
    for key, value in wanted.items():
        assert facts[key] == value, key
    assert not _words(before) - _words(after)
