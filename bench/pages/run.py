"""`make pages`: measures how the pages of finished PDFs are set.

Prints the measures of files, or of what `make pdf` built from the folders of books; with `--places`
also where each was found. `--results` names a file for the measures.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.pages.layout import read_layout
from bench.pages.results import measure, places, table

ROOT = Path(__file__).parents[2]
_INTRODUCTION = """# The pages of the corpus books

Written by `make pages` from the finished PDFs; `bench/README.md` says what is measured.

"""


def main(arguments: Sequence[str]) -> int:
    """Measure the files; always 0."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.pages.run")
    parser.add_argument("books", type=Path, nargs="+", metavar="BOOK|FILE.pdf")
    parser.add_argument("--places", action="store_true")
    parser.add_argument("--results", type=Path)
    options = parser.parse_args(arguments)
    files = map(_product, options.books)
    books = {path.stem: measure(read_layout(path)) for path in files}
    print(table(books))
    if options.places:
        for name, measures in books.items():
            print("\n".join([name, *places(measures)]))
    if options.results:
        options.results.write_text(_INTRODUCTION + table(books), encoding="utf-8")
    return 0


def _product(path: Path) -> Path:
    return ROOT / "build" / path.name / f"{path.name}.pdf" if path.is_dir() else path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
