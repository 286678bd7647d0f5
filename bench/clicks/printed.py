"""Clicks on all words of a printed edition, and all lines sent to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium

from bench.clicks.judging import Answer, Element
from bench.pages.blocks import Blocks, read_blocks
from bench.pages.glyphs import Glyph, read_sheets
from publish.preview.source_map.printed import WordBox, first_pages, printed_page
from publish.preview.source_map.prints import PrintMap, PrintPlace
from publish.preview.source_map.source_map import SourceMap


def print_map(texts: SourceMap, document: pdfium.PdfDocument) -> PrintMap:
    """The map of a printed edition, as a preview makes it."""
    begins = first_pages(document, texts.text.sections())
    return PrintMap(texts, len(document), begins, lambda at: printed_page(document, at))


def clicks(prints: PrintMap, path: Path, document: pdfium.PdfDocument) -> Iterator[list[Answer]]:
    """The words of each page, and what a click on each opens."""
    blocks, sheets = read_blocks(path), read_sheets(path)
    for index, sheet in enumerate(sheets):
        page, found = printed_page(document, index), dict[int, Answer]()
        for box in page.boxes:
            element = _element(box, index, sheet.glyphs, blocks)
            source = prints.source_of(PrintPlace(index + 1, *box.middle))
            found.setdefault(box.word, Answer(page.words[box.word], element, source))
        yield [found[each] for each in sorted(found)]


def _element(box: WordBox, page: int, glyphs: list[Glyph], blocks: Blocks) -> Element:
    """The element that a word is in; 0 for what is in none."""
    x, _ = box.middle
    level = (each for each in glyphs if box.top <= each.baseline <= box.bottom)
    nearest = min(level, key=lambda each: max(each.left - x, x - each.right), default=None)
    block = nearest and blocks.get((page, nearest.mcid))
    return (block.number, block.role) if block else (0, "")
