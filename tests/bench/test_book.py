"""The bench books are reproducible, read as composed, and the same in every format."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import mean

import pytest
from lxml import html

from bench import plain
from bench.blocks import Composition
from bench.book import compose, counts, edit, grow, make
from bench.checks import check_reading
from bench.prose import LONGEST, SHORTEST, Prose
from publish import pipeline
from publish.external import run_module
from tests.running import run_context

pytestmark = pytest.mark.slow

PAGES = 50


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench")
    make(path, PAGES)
    return path


@pytest.fixture(scope="module")
def composition() -> Composition:
    return compose(PAGES)


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_seed_determines_the_bytes(folder: Path, tmp_path: Path) -> None:
    make(tmp_path, PAGES)
    assert files(tmp_path) == files(folder)
    make(tmp_path, PAGES, seed=2)
    changed = {name for name, content in files(tmp_path).items() if files(folder)[name] != content}
    assert {"manuscript/chapter-01.md", "pandoc/book.md", "typst/book.typ"} <= changed


def test_the_book_is_read_as_composed(folder: Path, composition: Composition) -> None:
    book = pipeline.load_book(folder / "manuscript", run_context())
    assert check_reading(composition, book).differences == ()
    other = compose(4 * PAGES)
    assert any("notes" in line for line in check_reading(other, book).differences)


def test_the_outline_shows_every_heading(folder: Path, composition: Composition) -> None:
    done = run_module("publish", "outline", folder / "manuscript", timeout=300)
    has = counts(composition)
    headings = sum(has[kind] for kind in ("parts", "chapters", "sections", "subsections"))
    assert len(done.stdout.decode().splitlines()) == headings + 3  # the title, preface and index


def test_the_counts_of_the_book_of_450_pages() -> None:
    has = counts(compose(450))
    assert has["chapters"] + has["sections"] + has["subsections"] == pytest.approx(304, abs=8)
    assert has["notes"] == pytest.approx(408, rel=0.05)
    assert has["tables"] == pytest.approx(75, rel=0.1)


def test_the_prose_has_the_word_lengths_of_english() -> None:
    prose = Prose("measure")
    sentences = [prose.sentence() for _ in range(500)]
    lengths = [len(sentence.split()) for sentence in sentences]
    assert min(lengths) >= SHORTEST
    assert max(lengths) <= LONGEST
    words = re.findall(r"\w+", " ".join(sentences))
    assert 4.3 < mean(map(len, words)) < 5.3
    assert {len(prose.title().split()) for _ in range(200)} <= {2, 3, 4, 5}


def test_every_format_has_the_same_notes_tables_and_headings(
    folder: Path, composition: Composition
) -> None:
    has = counts(composition)
    markdown = (folder / "pandoc" / "book.md").read_text(encoding="utf-8")
    typst = (folder / "typst" / "book.typ").read_text(encoding="utf-8")
    assert markdown.count("^[") == typst.count("#footnote[") == has["notes"]
    assert len(re.findall(r"^: .*\{#tbl-", markdown, flags=re.M)) == has["tables"]
    assert typst.count("table.header") == has["tables"]
    headings = sum(has[kind] for kind in ("parts", "chapters", "sections", "subsections"))
    assert len(re.findall(r"^#+ .*\{#", markdown, flags=re.M)) == headings
    assert len(re.findall(r"^=+ .*>$", typst, flags=re.M)) == headings


def test_the_html_for_plain_weasyprint_is_complete(folder: Path, composition: Composition) -> None:
    has = counts(composition)
    root = html.document_fromstring(
        plain.html(pipeline.load_book(folder / "manuscript", run_context()))
    )
    assert len(root.xpath("//p//span[@class='footnote']")) == has["notes"]
    assert len(root.xpath("//table")) == has["tables"]
    assert len(root.xpath("//img[contains(@class, 'formula')]")) == (
        has["formulas"] + has["displays"]
    )
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in root.xpath("//a/@href | //@data-page")} <= set(ids)


def test_an_edit_adds_one_sentence_to_one_file(tmp_path: Path) -> None:
    make(tmp_path, PAGES)
    before = files(tmp_path)
    assert edit(tmp_path / "manuscript", 1) == tmp_path / "manuscript" / "chapter-01.md"
    after = files(tmp_path)
    changed = [name for name in before if before[name] != after[name]]
    assert changed == ["manuscript/chapter-01.md"]
    more = len(after[changed[0]].split()) - len(before[changed[0]].split())
    assert SHORTEST <= more <= LONGEST


def test_growth_adds_four_pages_of_valid_text(tmp_path: Path) -> None:
    make(tmp_path, PAGES)
    before = (tmp_path / "manuscript" / "chapter-02.md").read_text(encoding="utf-8")
    after = grow(tmp_path / "manuscript", 2).read_text(encoding="utf-8")
    assert after.startswith(before)
    assert 900 < len(after.split()) - len(before.split()) < 1300
    book = pipeline.load_book(tmp_path / "manuscript", run_context())
    assert "chapter-02-grown" in {section.id for section in book.walk()}
