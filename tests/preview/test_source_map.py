"""Words that are shown lead to their line of the manuscript, and lines to their words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium
import pytest
from lxml import html

from publish import pipeline
from publish.preview.source_map.alignment import Aligner
from publish.preview.source_map.blocks import Source
from publish.preview.source_map.book_text import TextReader, decode, encode
from publish.preview.source_map.printed import first_pages, printed_page
from publish.preview.source_map.prints import PagePart, PrintMap, PrintPlace
from publish.preview.source_map.screens import ScreenPlace, screen_places, source_of_screen
from publish.preview.source_map.source_map import SourceMap
from publish.preview.source_map.words import words_of
from tests.preview.mapped_book import WORD, files, lines_of_words
from tests.running import run_context
from tests.verify.products import settled_folder

SOURCES = files()
TRUTH = {word: Source(*place) for word, place in lines_of_words(SOURCES).items()}
AROUND = 90  # characters that a browser sends with a word


class Mapped(NamedTuple):
    """The maps of a book, its PDF and its web edition."""

    texts: SourceMap
    prints: PrintMap
    document: pdfium.PdfDocument
    web: Path


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapped]:
    root = tmp_path_factory.mktemp("mapped")
    folder = root / "book"
    folder.mkdir()
    for name, text in SOURCES.items():
        (folder / name).write_text(text, encoding="utf-8")
    products = pipeline.build(folder, [], root / "out", run_context())
    by_edition = {each.edition: each.path for each in products}
    words = decode(encode(TextReader().read(settled_folder(folder))))
    texts = SourceMap(words, SOURCES.__getitem__)
    with pdfium.PdfDocument(by_edition["pdf"]) as document:
        begins = first_pages(document, words.sections())
        prints = PrintMap(texts, len(document), begins, lambda at: printed_page(document, at))
        yield Mapped(texts, prints, document, by_edition["web"])


def test_a_printed_word_leads_to_its_line(mapped: Mapped) -> None:
    found = {}
    for index in range(len(mapped.document)):
        page = printed_page(mapped.document, index)
        for box in page.boxes:
            place = PrintPlace(index + 1, *box.middle)
            found[page.words[box.word]] = mapped.prints.source_of(place)
    shown = TRUTH.keys() & found.keys()
    assert {word: found[word] for word in shown} == {word: TRUTH[word] for word in shown}
    assert len(shown) > 0.95 * len(TRUTH)


def test_the_label_of_an_entry_leads_to_what_is_listed(mapped: Mapped) -> None:
    first = first_pages(mapped.document, ["open"])["open"]
    labels = set()
    for index in range(first):
        page = printed_page(mapped.document, index)
        for box in page.boxes:
            after = filter(WORD.fullmatch, page.words[box.word :])
            if page.words[box.word] in ("chapter", "figure", "table", "listing"):
                place = PrintPlace(index + 1, *box.middle)
                assert mapped.prints.source_of(place) == TRUTH[next(after)], page.words[box.word :]
                labels.add(page.words[box.word])
    assert labels == {"chapter", "figure", "table", "listing"}


def test_a_word_of_the_web_edition_leads_to_its_line(mapped: Mapped) -> None:
    shown = set()
    for path in (mapped.web / "text").glob("*.html"):
        root = html.fromstring(path.read_text(encoding="utf-8"))
        text = " ".join(root.xpath("//main")[0].itertext())
        for match in WORD.finditer(text):
            start = max(match.start() - AROUND, 0)
            around = text[start : match.end() + AROUND]
            place = ScreenPlace(path.stem, around, match.start() - start)
            assert source_of_screen(mapped.texts, place) == TRUTH[match[0]], match[0]
            shown.add(match[0])
    assert len(shown) > 0.95 * len(TRUTH)


def test_a_line_leads_to_its_words(mapped: Mapped) -> None:
    lines = {source for source in TRUTH.values() if source.file != "works.bib"}
    for source in lines:
        place = next(screen_places(mapped.texts, source))
        assert source_of_screen(mapped.texts, place) == source


def test_a_line_of_a_picture_leads_to_its_caption_on_screens(mapped: Mapped) -> None:
    lines = enumerate(SOURCES["one.md"].splitlines(), 1)
    line, caption = next((at, text) for at, text in lines if "drawn.svg" in text)
    place = next(screen_places(mapped.texts, Source("one.md", line)))
    assert place.text[place.offset :].startswith("figure 1 the boat ")
    assert WORD.findall(place.text) == WORD.findall(caption)


def test_words_of_the_manifest_are_those_that_pages_show(tmp_path: Path) -> None:
    book = SOURCES["book.toml"].replace("The tale", SOURCES["book.toml"].split('"')[1])
    for name, text in SOURCES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "book.toml").write_text(book, encoding="utf-8")
    found = TextReader().read(settled_folder(tmp_path))
    shown = {
        book.splitlines()[each.source.line - 1].split()[0]: found.words[each.start : each.stop]
        for each in found.blocks
        if not each.section
    }
    assert shown.keys() == {"title", "authors", "identifier", "rights", "date", "version"}
    assert shown["version"] == ["version", "2", "1"]
    assert shown["date"] == ["march", "1", "2026"]


def test_a_manifest_that_is_being_written_has_no_words(tmp_path: Path) -> None:
    for name, text in SOURCES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    book = settled_folder(tmp_path)
    (tmp_path / "book.toml").write_text(SOURCES["book.toml"][:60], encoding="utf-8")
    found = TextReader().read(book)
    assert found.words
    assert all(each.section for each in found.blocks)


def test_a_line_is_looked_for_by_the_words_of_its_own_block(mapped: Mapped) -> None:
    lines = enumerate(SOURCES["one.md"].splitlines(), 1)
    line = next(at for at, text in lines if text.endswith(" goes on"))
    place = next(screen_places(mapped.texts, Source("one.md", line)))
    assert place.offset == 0
    assert place.text.split()[1:4] == ["goes", "on", "with"]


def test_a_line_leads_to_its_page(mapped: Mapped) -> None:
    for source in sorted(set(TRUTH.values()), key=str):
        place = next(mapped.prints.places_of(source), None)
        assert place, source
        assert mapped.prints.source_of(place) == source


def test_the_words_in_view_are_found_again(mapped: Mapped) -> None:
    parts = [PagePart(page + 1, 100.0, 500.0) for page in range(len(mapped.document))]
    words = mapped.prints.moved(parts, mapped.prints)
    # The words of a running head are found in their heading.
    kept = [each.now.page == each.page and abs(each.now.y - each.y) < 0.1 for each in words]
    assert kept.count(True) > max(0.9 * len(kept), 20)


def test_words_are_found_again_in_another_version(mapped: Mapped, tmp_path: Path) -> None:
    for name, text in SOURCES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    first, *paragraphs = SOURCES["two.md"].split("\n\n")
    changed = [first, "Something new.", *paragraphs[:9], *paragraphs[12:]]
    (tmp_path / "two.md").write_text("\n\n".join(changed), encoding="utf-8")
    later = SourceMap(TextReader().read(settled_folder(tmp_path)), SOURCES.__getitem__)
    words, now = mapped.texts.text.words, later.text.words
    same = later.same_words(range(len(words)), mapped.texts)
    assert not set(words) <= set(now)
    assert all(now[place] == words[at] for at, place in same.items())
    # Only those of the paragraphs that are gone are lost, however often some stand elsewhere.
    lost = [at for at in range(len(words)) if at not in same]
    assert len(lost) == sum(len(each.split()) for each in paragraphs[9:12])
    assert lost == list(range(lost[0], lost[-1] + 1))


def test_a_text_that_stands_twice_is_found_by_its_neighbours(mapped: Mapped) -> None:
    lines = SOURCES["one.md"].splitlines()
    first, second = (at for at, line in enumerate(lines, 1) if line.startswith("Equal words"))
    text = f"{lines[first - 1]} {lines[second - 1]}"
    for line, offset in ((first, 0), (second, len(lines[first - 1]) + 1)):
        place = ScreenPlace("below", text, offset + 6)
        assert source_of_screen(mapped.texts, place) == Source("one.md", line)


def test_a_section_is_read_again_only_when_it_has_changed(mapped: Mapped, tmp_path: Path) -> None:
    for name, text in SOURCES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    reader = TextReader()
    first = reader.read(settled_folder(tmp_path))
    known = dict(reader._known)
    changed = SOURCES["one.md"].replace("Equal words", "Equal new words", 1)
    (tmp_path / "one.md").write_text(changed, encoding="utf-8")
    second = reader.read(settled_folder(tmp_path))
    kept = [key for key, each in reader._known.items() if known.get(key) is each]
    assert len(kept) == len(known) - 1
    assert len(second.words) == len(first.words) + 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don’t e\u0301crire ﬁne", ["don", "t", "ecrire", "fine"]),
        ("港口的 ship", ["港", "口", "的", "ship"]),
        ("co\u00adop re\x02set", ["coop", "reset"]),
        ("غَرْفة 12.5", ["غرفة", "12", "5"]),
    ],
)
def test_words_are_the_same_however_they_are_written(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_words_between_two_runs_are_paired() -> None:
    index = Aligner("a b c d e f g h i j".split())
    assert index.align("a b c X Y f g h".split()) == list(range(8))
    assert index.align("f g h a b c".split()) == [5, 6, 7, 0, 1, 2]
    assert index.align("f g h X Y a b c".split()) == [5, 6, 7, None, None, 0, 1, 2]
    assert index.align("x y z".split()) == [None] * 3


def test_a_number_between_two_runs_begins_the_second() -> None:
    index = Aligner("the door is locked 1 a note on stones 1 2 mud is what is left".split())
    shown = "the door is locked 1 2 mud is what is left".split()
    assert index.align(shown) == [0, 1, 2, 3, 9, 10, 11, 12, 13, 14, 15]
