"""`make print-audit`: builds books for every printer, and measures the files.

Boxes and marks, colours, ink by Ghostscript, words and pages beside those of the PDF edition, and
what the preflight finds. With `--twice` all is built again without a cache, for the same bytes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2 as pdfium

from bench.printing.books import Printed, build_for
from bench.printing.boxes import keeps_distance, nearest_mark, worst_box
from bench.printing.inks import inked_colourless, most_ink, screen_colours
from publish.config.printers import printer_names
from publish.files import read_product
from publish.model.printer import Colours

_EXACT = 0.05  # points by which a box may differ


def main(arguments: Sequence[str]) -> int:
    """Measure the books, and print a line for each file; 1 if one is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.printing.run")
    parser.add_argument("books", type=Path, nargs="+", metavar="BOOK")
    parser.add_argument("--printers", nargs="+", default=printer_names())
    parser.add_argument("--twice", action="store_true")
    options = parser.parse_args(arguments)
    wrong = 0
    for book in options.books:
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            printed, failed = build_for(book, options.printers, work / "first")
            again: Sequence[Printed] = ()
            if options.twice:
                again, failed_again = build_for(book, options.printers, work / "again")
                failed = [*failed, *failed_again]
            hashes = {each.folder.name: _hash(each.folder) for each in again}
            for name in failed:
                wrong += 1
                print(f"{book.name}, {name}: not built", flush=True)
            for each in printed:
                faults = list(_faults(each, hashes.get(each.folder.name)))
                wrong += len(faults)
                print(f"{each.folder.name}: {'; '.join(faults) or 'right'}", flush=True)
    return int(wrong > 0)


def _hash(folder: Path) -> str:
    product = read_product(folder)
    assert product is not None, "it was built"
    return product.sha256


def _faults(printed: Printed, again: str | None) -> Iterator[str]:
    file, printer = printed.folder / "interior.pdf", printed.printer
    pages, size = _words(printed.screen)
    worst = worst_box(file, printer, size)
    if worst > _EXACT:
        yield f"a box differs by {worst:.3f} points"
    nearest, inside = nearest_mark(file)
    if not keeps_distance(nearest) or inside:
        yield f"marks are {nearest:.2f} points from the trim, {inside} in the bleed"
    if printer.interior.colours is Colours.CMYK:
        yield from _ink_faults(file, printer.interior.total_ink)
    ours, _ = _words(file)
    if ours[: len(pages)] != pages or any(ours[len(pages) :]):
        yield "words or page breaks are not those of the PDF edition"
    if len(ours) % printer.interior.pages_by:
        yield f"{len(ours)} pages are not whole signatures"
    if again not in (None, _hash(printed.folder)):
        yield "the bytes are other ones each time"
    yield from (f"found: {finding}" for finding in printed.findings)


def _ink_faults(file: Path, limit: int) -> Iterator[str]:
    operators, images = screen_colours(file)
    if operators or images:
        yield f"{operators} operators and {images} images in red, green and blue"
    if inked := inked_colourless(file):
        yield f"colours on pages without any: {inked}"
    most = most_ink(file)
    if limit and most > limit:
        yield f"{most} % of ink, more than {limit} %"


def _words(file: Path) -> tuple[list[list[str]], tuple[float, float]]:
    """The words of each page of a file, and width and height of its trimmed pages."""
    with pdfium.PdfDocument(file) as document:
        left, below, right, above = document[0].get_trimbox()
        words = [page.get_textpage().get_text_range().split() for page in document]
    return words, (right - left, above - below)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
