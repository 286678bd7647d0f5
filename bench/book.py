"""Generates the books that are measured: `python -m bench.book PAGES FOLDER [--seed N]`.

A book of N pages (of the classic theme in 6 × 9 inches) has chapters of about nineteen pages in
parts of six, headings on three levels below them, notes, tables, figures, lists, quotations, code,
formulas, references across the book, and an index. The same pages and seed produce the same bytes;
a chapter depends only on its number, except for the targets of its references.
"""

from __future__ import annotations

import argparse
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench import changes
from bench.blocks import (
    Chapter,
    Composition,
    Equation,
    Figure,
    Formula,
    Heading,
    IndexMark,
    ItemList,
    Listing,
    Note,
    Paragraph,
    Quotation,
    Reference,
    Table,
    TextRun,
)
from bench.chapter import Targets, chapter
from bench.drawings import drawing, photograph
from bench.prose import Prose
from bench.writers import manuscript, pandoc, typst

SIZES = (50, 200, 450, 900)
_FRONT_AND_BACK = 12  # pages of title, contents, preface and index
_CHAPTER = 19.4  # pages, including shares of part pages and of blank pages before rectos
_PART = 6  # chapters

edit, grow = changes.edit, changes.grow


def compose(pages: int, seed: int = 1) -> Composition:
    """The composition of a book of about that many pages."""
    count = max(2, round((pages - _FRONT_AND_BACK) / _CHAPTER))
    parts = max(1, round(count / _PART))
    targets = Targets.of(count)
    chapters = tuple(
        chapter(number, 1 + (number - 1) * parts // count, targets, f"{seed}-{number}")
        for number in range(1, count + 1)
    )
    prose = Prose(f"{seed}-preface")
    titles = tuple(prose.title() for _ in range(parts))
    preface = tuple(
        Paragraph(tuple(TextRun(text) for text in prose.sentences(3, 5))) for _ in range(5)
    )
    return Composition("The Slow River", titles, preface, chapters)


def make(folder: Path, pages: int, seed: int = 1) -> Composition:
    """Write a book into `folder`, which is emptied first.

    `manuscript/` is the book folder, `pandoc/book.md` and `typst/book.typ` are the same text.
    """
    book = compose(pages, seed)
    if folder.exists():
        shutil.rmtree(folder)
    for name in ("manuscript", "pandoc", "typst"):
        draw(book, folder / name)
    manuscript.write(book, folder / "manuscript")
    (folder / "pandoc" / "book.md").write_text(pandoc.text(book), encoding="utf-8")
    (folder / "typst" / "book.typ").write_text(typst.text(book), encoding="utf-8")
    return book


def draw(book: Composition, folder: Path) -> None:
    """Write the images of a book into `images/` below a folder."""
    images = folder / "images"
    images.mkdir(parents=True)
    blocks = (block for chapter in book.chapters for block in chapter.blocks)
    for file in sorted({block.file for block in blocks if isinstance(block, Figure)}):
        (images / file).write_bytes(_image(file))


def _image(file: str) -> bytes:
    return drawing(file) if file.endswith(".svg") else photograph(file)


def counts(book: Composition) -> dict[str, int]:
    """The number of elements of each kind, with which the checks compare the products."""
    found = Counter(parts=len(book.parts), paragraphs=len(book.preface))
    for each in book.chapters:
        found.update(_kinds(each))
    return dict(sorted(found.items()))


def _kinds(chapter: Chapter) -> Iterator[str]:
    for block in chapter.blocks:
        match block:
            case Heading(level):
                yield {1: "chapters", 2: "sections", 3: "subsections"}[level]
            case Paragraph(inlines):
                yield "paragraphs"
                yield from filter(None, map(_kind, inlines))
            case Table(rows=rows):
                yield from ("tables", *("rows" for _ in rows), *("heads" for _ in rows[0]))
                yield from ("cells" for row in rows[1:] for _ in row)
            case ItemList(texts):
                yield from ("lists", *("items" for _ in texts))
            case Figure():
                yield "figures"
            case Quotation():
                yield "quotations"
            case Listing():
                yield "listings"
            case Equation():
                yield "displays"


def _kind(inline: object) -> str:
    match inline:
        case Note():
            return "notes"
        case Reference():
            return "references"
        case Formula():
            return "formulas"
        case IndexMark(edge=""):
            return "marks"
        case IndexMark(edge="start"):
            return "passages"
    return ""


def main() -> None:
    """Generate one book, and print its counts."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.book")
    parser.add_argument("pages", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    book = make(options.folder, options.pages, options.seed)
    print(", ".join(f"{count} {kind}" for kind, count in counts(book).items()))


if __name__ == "__main__":
    main()
