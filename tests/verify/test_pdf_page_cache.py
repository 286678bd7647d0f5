"""Cached pages: never used for a page that changed, always for one that did not."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Container
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from publish import pipeline
from publish.cache import Cache
from publish.verification.pdf.reader.pages import read_pages
from publish.verification.pdf.reader.pdfium_text import PdfiumDocument
from publish.verification.pdf.reader.runs import PageText
from tests.running import run_context
from tests.verify.products import PDF, build_pdf
from tests.verify.retyping import retype
from tests.verify.sample import sample_book

pytestmark = pytest.mark.slow

WEIR = 12  # a page of the sample, from 0
Change = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mill")
    return build_pdf(sample_book(folder / "mill"), folder)


@pytest.fixture(scope="module")
def known(mill: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    pages(mill, Cache(folder))
    return folder


@pytest.fixture
def warm(known: Path, tmp_path: Path) -> Cache:
    """A cache with every page of the unchanged file, and no other."""
    return Cache(shutil.copytree(known, tmp_path / "cache"))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The pages that PDFium reads."""
    indices: list[int] = []
    objects = PdfiumDocument.objects

    def record(document: PdfiumDocument, number: int, figures: Container[int]) -> object:
        indices.append(number)
        return objects(document, number, figures)

    monkeypatch.setattr(PdfiumDocument, "objects", record)
    return indices


def pages(path: Path, cache: Cache | None = None) -> list[PageText]:
    with pikepdf.open(path) as pdf:
        return read_pages(path, pdf, run_context(cache=cache))


def changed(path: Path, change: Change, folder: Path) -> Path:
    target = folder / "changed.pdf"
    with pikepdf.open(path) as pdf:
        change(pdf)
        pdf.save(target, compress_streams=False)  # unchanged streams keep their bytes
    return target


def font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The font of the running text: that with the most glyphs."""
    listed = pdf.pages[WEIR].resources.Font
    fonts = [font for _, font in listed.items()]
    return max(fonts, key=lambda font: len(font.ToUnicode.read_bytes()))


def reword(pdf: pikepdf.Pdf) -> None:
    table = font(pdf).ToUnicode
    text = table.read_bytes()
    assert text.lower().count(b"> <0061>") == 1
    table.write(re.sub(rb"> <0061>", b"> <0062>", text, flags=re.I))


def widen(pdf: pikepdf.Pdf) -> None:
    below = font(pdf).DescendantFonts[0]
    below.W = pikepdf.Array([0, 2**16 - 1, 777])


def draw_higher(pdf: pikepdf.Pdf) -> None:
    """Every outline of the font is moved up."""
    descriptor = font(pdf).DescendantFonts[0].FontDescriptor
    program = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()), lazy=False)
    for name in program.getGlyphOrder():
        glyph = program["glyf"][name]
        if glyph.numberOfContours > 0:
            glyph.coordinates.translate((0, 400))
    target = io.BytesIO()
    program.save(target)
    descriptor.FontFile2.write(target.getvalue())


def retype_words(pdf: pikepdf.Pdf) -> None:
    retype(pdf, WEIR, "carry it", "carry")


def turn(pdf: pikepdf.Pdf) -> None:
    pdf.pages[WEIR].obj.MediaBox = pikepdf.Array([0, 0, 100, 100])


def rename_artifacts(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[WEIR]
    text = b"\n".join(stream.read_bytes() for stream in contents(page))
    assert b"/Footer" in text
    page.Contents = pdf.make_stream(text.replace(b"/Footer", b"/Header"))


def contents(page: pikepdf.Page) -> list[pikepdf.Object]:
    streams = page.Contents
    return list(streams.as_list()) if isinstance(streams, pikepdf.Array) else [streams]


@pytest.mark.parametrize("change", [reword, widen, draw_higher, retype_words, rename_artifacts])
def test_changed_pages_are_read_from_the_file(
    change: Change, mill: Path, warm: Cache, tmp_path: Path
) -> None:
    other = changed(mill, change, tmp_path)
    right = pages(other)
    assert right[WEIR] != pages(mill)[WEIR]
    assert pages(other, warm) == right


@pytest.mark.parametrize("change", [retype_words, turn, rename_artifacts])
def test_only_the_changed_page_is_read(
    change: Change, mill: Path, warm: Cache, read: list[int], tmp_path: Path
) -> None:
    pages(changed(mill, change, tmp_path), warm)
    assert read == [WEIR]


def add_glyph(pdf: pikepdf.Pdf) -> None:
    """The subset of the font gains a glyph that another page needs."""
    chosen = font(pdf)
    table = chosen.ToUnicode.read_bytes()
    grown = re.sub(rb"(\d+) beginbfchar\n", lambda m: b"%d beginbfchar\n<ff00> <2042>\n" %
                   (int(m[1]) + 1), table, count=1)  # fmt: skip
    assert grown != table
    chosen.ToUnicode.write(grown)
    below = chosen.DescendantFonts[0]
    below.W = pikepdf.Array([*below.W, 0xFF00, pikepdf.Array([1234])])
    below.FontDescriptor.FontBBox[2] = 1234
    for holder, key in ((chosen, "/BaseFont"), (below, "/BaseFont")):
        holder[key] = pikepdf.Name("/ZZZZZZ+" + str(holder[key]).partition("+")[2])
    program = below.FontDescriptor.FontFile2
    program.write(program.read_bytes() + b"\0\0\0\0")


def renumber(pdf: pikepdf.Pdf) -> None:
    """A chapter that grows renumbers all objects after it."""
    pdf.pages.insert(0, pdf.add_blank_page())
    del pdf.pages[-1]


def test_a_page_is_not_read_again_for_a_glyph_of_another(
    mill: Path, warm: Cache, read: list[int], tmp_path: Path
) -> None:
    pages(changed(mill, add_glyph, tmp_path), warm)
    assert read == []


def test_a_page_is_not_read_again_in_another_place(
    mill: Path, warm: Cache, read: list[int], tmp_path: Path
) -> None:
    pages(changed(mill, renumber, tmp_path), warm)
    assert read == [0]


def test_a_truncated_entry_is_read_again(mill: Path, read: list[int], tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    right = pages(mill, cache)
    del read[:]
    paths = (tmp_path / "cache" / "pdf-page").rglob("*")
    entry = min(path for path in paths if path.is_file())
    entry.write_bytes(entry.read_bytes()[:-9])
    assert pages(mill, cache) == right
    assert len(read) >= 1


def test_publish_verify_reads_every_page(
    mill: Path, read: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    book = sample_book(tmp_path / "mill")
    for _ in range(2):
        assert pipeline.verify(book, PDF, mill.parent, run_context()) == []
    assert read == [*range(len(read) // 2)] * 2
    assert len(read) > WEIR
