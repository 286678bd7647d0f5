"""One change in one surface of a finished PDF: verification reports which, where and how."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from publish.cache import Cache
from publish.model.book import Book
from publish.verification import verify_product
from publish.verification.pdf import SURFACES
from tests.running import run_context
from tests.verify.pdf_changes import (
    CONTENTS,
    FLOWS,
    SPRINGS,
    STONES,
    STREAM,
    WEIR,
    WHEAT,
    Change,
    add_link,
    formula_moved,
    led,
    lose_bookmark,
    lose_contents,
    lose_spaces,
    lower_heading,
    mislead_call,
    mislead_line,
    mislead_number,
    mislead_reference,
    named,
    orphan,
    raise_bookmark,
    raise_line,
    raise_note,
    remove_tab_order,
    retitle,
    reword_formula,
    rewrite,
    roman_labels,
    shifted,
    shifted_labels,
    swap_bookmarks,
    swap_lines,
    swap_sections,
    swap_text,
    translate,
    translate_paragraph,
    translate_section,
    typed,
)
from tests.verify.products import PDF, build_pdf
from tests.verify.sample import sample_book
from tests.verify.test_caption_mutants import REPORTED_SURFACES as CAPTION_SURFACES
from tests.verify.test_floats import REPORTED_SURFACES as FLOAT_SURFACES
from tests.verify.test_index_and_list_mutants import REPORTED_SURFACES

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Mutant:
    """A change of the file, and the difference that must be reported."""

    title: str
    change: Change
    surface: str
    subject: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.surface}: {self.title}"


MUTANTS = [
    Mutant("number", named("2.2 Sluice", "2.3 Sluice"), "outline", "(#sluice)", "“2.2”", "“2.3”"),
    Mutant("title", named("2.2 Sluice", "2.2 Sluices"), "outline", "(#sluice)",
           "“Sluice”", "“Sluices”"),
    Mutant("target on another page", led("2.2 Sluice", "3.1 Sowing"), "outline", "(#sluice)",
           "“#sluice”", "“#sowing”"),
    Mutant("target on the same page", led("2.2 Sluice", "2.1 Piles"), "outline", "(#sluice)",
           "“#sluice”", "“#piles”"),
    Mutant("order", swap_bookmarks, "outline", "(#sluice)", "after “2.1 Piles”",
           "after “Chapter 2. The Weir”"),
    Mutant("depth", raise_bookmark, "outline", "(#sluice)", "level 3", "level 2"),
    Mutant("lost entry", lose_bookmark, "outline", "(#sluice)", "“2.2 Sluice”", "nothing"),
    Mutant("lost contents", lose_contents, "outline", "Contents", "“Contents”", "nothing"),
    Mutant("contents elsewhere", led("Contents", "2.2 Sluice"), "outline", "Contents",
           "“Contents”", "nothing"),
    Mutant("page number", typed(CONTENTS, "11", "13"), "printed contents", "(#stones)",
           "“11”", "“13”"),
    Mutant("number", typed(CONTENTS, "Chapter 2", "Chapter 3"), "printed contents", "(#weir)",
           "“Chapter 2”", "“Chapter 3”"),
    Mutant("title", typed(CONTENTS, "Weir", "Water"), "printed contents", "(#weir)",
           "“The Weir”", "“The Water”"),
    Mutant("order", swap_lines, "printed contents", "(#weir)", "after “Chapter 1. The Stream”",
           "after “Part I. Water”"),
    Mutant("depth", raise_line, "printed contents", "(#weir)", "level 2", "level 1"),
    Mutant("target", mislead_line, "printed contents", "(#stream)", "“#stream”", "“#weir”"),
    Mutant("number", typed(SPRINGS, "1.2", "1.1"), "headings", "(#gauges)", "“1.2”", "“1.1”"),
    Mutant("title", typed(SPRINGS, "Gauges", "Gages"), "headings", "(#gauges)",
           "“Gauges”", "“Gages”"),
    Mutant("number of an opening", typed(WEIR, "Chapter 2", "Chapter 1"), "headings", "(#weir)",
           "“Chapter 2”", "“Chapter 1”"),
    Mutant("rank", lower_heading, "headings", "(#gauges)", "level 3", "level 4"),
    Mutant("order", swap_sections, "headings", "(#sluice)", "after “2.1 Piles”",
           "after “Chapter 2. The Weir”"),
    Mutant("style", roman_labels, "page labels", "page 9 of the file and 18 more", "“1”", "“ix”"),
    Mutant("start", shifted_labels, "page labels", "(#water)", "“1”", "“ix”"),
    Mutant("number at the foot", typed(WEIR, "5", "6"), "folios", "(#weir)", "“5”", "“6”"),
    Mutant("number at the head", typed(STONES + 1, "12", "13"), "folios", "(#readings)",
           "“12”", "“13”"),
    Mutant("the book's", typed(STONES + 1, "and the Weir", "and the Wire"), "running heads",
           "(#readings)", "“The Mill and the Weir”", "“The Mill and the Wire”"),
    Mutant("the chapter's number", typed(STONES + 2, "Chapter 4", "Chapter"), "running heads",
           "(#readings)", "“Chapter 4. The Stones”", "“Chapter. The Stones”"),
    Mutant("the chapter's title", typed(STONES + 2, "The Stones", "The Stone"), "running heads",
           "(#readings)", "“Chapter 4. The Stones”", "“Chapter 4. The Stone”"),
    Mutant("lost", typed(STONES + 1, "The Mill and the Weir", ""), "running heads",
           "(#readings)", "“The Mill and the Weir”", "nothing"),
    Mutant("words", typed(WHEAT, "1.1", "1.2"), "references",
           "link 1 of section “Chapter 3. Wheat”", "“Section\u00a01.1”", "“Section 1.2”"),
    Mutant("target", mislead_reference, "references", "link 1 of section “Chapter 2. The Weir”",
           "“#flows”", "“#grain”"),
    Mutant("number of a call", typed(SPRINGS - 1, "2", "1"), "notes", "(#sources)", "“2”", "“1”"),
    Mutant("lost word of a note", typed(STREAM, "by hand ", ""), "notes", "note #note-stream-1",
           "“by hand”", "nothing"),
    Mutant("lost word", typed(WEIR, "carry it", "carry"), "text", "(#weir)",
           "“carry it,”", "“carry,”"),
    Mutant("lost space", typed(WEIR, "Each was", "Eachwas"), "text", "(#piles)",
           "a space between words", "“Eachwas”"),
    Mutant("changed word", typed(SPRINGS, "summer", "summers"), "text", "(#the-upper-spring)",
           "“summer.”", "“summers.”"),
    Mutant("lost words", typed(STONES, "Nothing is ", ""), "text", "(#sowing-2)",
           "“nothing is”", "nothing"),
    Mutant("swapped pair", swap_text, "text", "(#sources)",
           "“three springs rise under the beech wood.”", "nothing"),
    Mutant("lost space at a line's end", lose_spaces, "reading order", "(#sources)",
           "“a name on the”", "“a nameon the older”"),
    Mutant("orphaned sequence", orphan, "reading order", "sequence 99 of page 13",
           "a structure element", "“Chapter 2 The”"),
    Mutant("number of a table", typed(SPRINGS, "Table 1", "Table "), "captions", "table #gauge",
           "“Table 1”", "“Table”"),
    Mutant("call of another note", mislead_call, "note links", "#note-stream-1 of",
           "“page 11 at ", "“page 11 at "),
    Mutant("note before its call", raise_note, "note links", "#note-stream-2 of",
           "“after its call”", "“before it”"),
    Mutant("number that leads nowhere", mislead_number, "note links", "#note-stream-1 of",
           "“page 11 at ", "“page 11 at "),
    Mutant("paragraph in another language", translate_paragraph, "languages", "passages in “de”",
           "nothing", "“"),
    Mutant("section in another language", translate_section, "languages", "language",
           "nothing", "“de”"),
    Mutant("no tab order", remove_tab_order, "tab order", "page 11 of the file", "“S”",
           "nothing"),
    Mutant("link outside the tree", add_link, "tab order", "of page 11 of the file",
           "a structure element", "nothing"),
    Mutant("notation", reword_formula, "formulas", "(#flows)", "“q = v a”", "nothing"),
    Mutant("lost word of the half title", typed(0, "and ", ""), "generated pages",
           "the halftitlepage", "“The Mill and the Weir”", "“The Mill the Weir”"),
    Mutant("another year", typed(2, "2026", "2020"), "generated pages", "the titlepage", "“2026”",
           "“The Mill and the Weir The Editors publish 2020”"),
    Mutant("lost author", typed(2, "The Editors", ""), "generated pages", "the titlepage",
           "“The Editors”", "“The Mill and the Weir publish 2026”"),
    Mutant("another version", typed(3, "1.0", "1.1"), "generated pages", "the copyright-page",
           "“Version 1.0”", "“The Mill and the Weir"),
    Mutant("lost word of the licence", typed(-1, "licensed ", ""), "generated pages",
           "the colophon", "“The embedded fonts are licensed under the SIL Open Font License 1.1.”",
           "“The Mill and the Weir"),
    Mutant("another typeface", typed(-1, "Sans 3", "Sans"), "generated pages", "the colophon",
           "“Source Sans 3”", "“sourcesans”"),
    Mutant("title of the contents", typed(CONTENTS, "Contents", "Content"), "generated pages",
           "the contents", "“Contents”", "“Content”"),
    Mutant("lost at the foot", typed(WEIR, "5", ""), "folios", "(#weir)", "“5”", "nothing"),
    Mutant("lost", typed(FLOWS, "5.", ""), "list numbers", "numbered item 2 of section “Appendix A",
           "“5”", "nothing"),
    Mutant("title", retitle, "metadata", "title", "“The Mill and the Weir”", "“The Mill”"),
    Mutant("page moved", lambda pdf: rewrite(pdf, WHEAT, rb"\A", b"1 0 0 1 400 0 cm\n"),
           "places", "on page 17 of the file", "in the type area", ""),
    Mutant("line beside the type area", shifted(FLOWS, "In June", 400, 0), "places",
           "“In June” on page 23 of the file", "in the type area", ""),
    Mutant("line over another", shifted(FLOWS, "In June", -12, -20), "places",
           "“In March” on page 23 of the file", "alone", "over “In June”"),
    Mutant("line beside a note", shifted(STREAM, "on the older", 250, 250), "note places",
           "on page 11 of the file", "at the foot",
           "above “ None of them has a name  on the older map.”"),
    Mutant("formula beside the type area", formula_moved(FLOWS, 320), "drawings",
           "“q = v a” on page 23 of the file", "in the type area", ""),
    # By a quarter of an em, as it stands at neither edge of the type area.
    Mutant("formula that hangs out at the right", formula_moved(FLOWS, 263.0), "drawings",
           "“q = v a” on page 23 of the file", "in the type area", "3 points outside"),
    Mutant("formula that hangs out at the left", formula_moved(FLOWS, -115.8), "drawings",
           "“q = v a” on page 23 of the file", "in the type area", "3 points outside"),
    Mutant("formula that draws nothing", lambda pdf: rewrite(pdf, FLOWS, rb"(?<=\nh\n)f\n", b"n\n"),
           "drawings", "“q = v a” on page 23 of the file", "lines", "nothing"),
    Mutant("language", translate, "metadata", "language", "“en”", "“de”"),
]  # fmt: skip


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, Path]:
    folder = tmp_path_factory.mktemp("mill")
    book = sample_book(folder / "mill")
    return book, build_pdf(book, folder)


def test_the_unchanged_file_has_no_difference(mill: tuple[Book, Path]) -> None:
    book, path = mill
    assert list(map(str, verify_product(path, book, PDF))) == []


@pytest.fixture(scope="module")
def warm(mill: tuple[Book, Path], tmp_path_factory: pytest.TempPathFactory) -> Cache:
    """A cache that knows every page of the right file."""
    book, path = mill
    cache = Cache(tmp_path_factory.mktemp("cache"))
    assert verify_product(path, book, PDF, run_context(cache=cache)) == []
    return cache


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_mutant_is_reported(
    mutant: Mutant, mill: tuple[Book, Path], warm: Cache, tmp_path: Path
) -> None:
    book, path = mill
    changed = tmp_path / "mutant.pdf"
    with pikepdf.open(path) as pdf:
        mutant.change(pdf)
        pdf.save(changed)
    messages = [d.message for d in verify_product(changed, book, PDF)]
    assert [
        d.message for d in verify_product(changed, book, PDF, run_context(cache=warm))
    ] == messages
    reported = [m for m in messages if m.startswith(f"{mutant.surface}: ") and mutant.subject in m]
    values = f"expected {mutant.expected}", f", found {mutant.found}"
    assert any(all(value in message for value in values) for message in reported), messages
    assert {m.split(": ")[0] for m in messages} == {mutant.surface}, messages


def test_every_surface_has_a_mutant() -> None:
    others = REPORTED_SURFACES["pdf"] | CAPTION_SURFACES["pdf"] | FLOAT_SURFACES["pdf"]
    assert {mutant.surface for mutant in MUTANTS} | others == set(SURFACES)


def test_a_file_that_is_not_a_pdf_is_unreadable(mill: tuple[Book, Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\n")
    (only,) = verify_product(broken, mill[0], PDF)
    assert only.code == "VER-014"
