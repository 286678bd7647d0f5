"""Checks of a built bench book: `python -m bench.checks PAGES MANUSCRIPT OUT`.

Three things are compared with the composition, each with its counts: the manuscript as `publish`
reads it, the finished files as `publish verify` reads them (including page references, contents
lines, index pages and notes), and the elements of the PDF's structure tree. Prints a line of
Markdown for each; the exit code is 8 if anything differs. With `--plain` it also prints how many
notes the file of plain WeasyPrint has lost.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from lxml import etree

from bench import structure
from bench.blocks import Composition
from bench.book import compose, counts
from bench.cases import BUILT
from publish import pipeline
from publish.context import Context
from publish.errors import ExitCode
from publish.model.book import Book
from publish.model.roles import Role
from publish.verification import verify_product

_X = "{http://www.w3.org/1999/xhtml}"
_NUMBERED = (Role.PART, Role.CHAPTER, Role.SECTION)


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison: its description and the differences."""

    description: str
    differences: tuple[str, ...]


def count_kinds(book: Book) -> dict[str, int]:
    """The counts of a book, by those kinds of `bench.book.counts` that can be lost."""
    ranks = Counter(f"{each.rank}s" for each in book.walk() if each.role in _NUMBERED)
    nodes = [node for section in book.walk() for node in section.body.iter(etree.Element)]
    kinds = Counter(kind for node in nodes if (kind := _kind(node)))
    named = ("parts", "chapters", "sections", "subsections")
    return dict(sorted({**{name: ranks[name] for name in named}, **kinds}.items()))


def _kind(node: etree._Element) -> str:
    tag, kinds = str(node.tag).removeprefix(_X), node.get("class", "").split()
    if tag == "a" and "page" in kinds:
        return "references"
    if tag == "a" and "noteref" in kinds:
        return "notes"
    if tag == "a" and "locator" in kinds:
        return "passages" if node.get("data-end") else "marks"
    if tag == "figure":
        return "displays" if "equation" in kinds else "figures"
    return {"table": "tables", "pre": "listings", "blockquote": "quotations"}.get(tag, "")


def check_reading(composition: Composition, book: Book) -> Check:
    """Whether everything in the composition was read."""
    expected, actual = counts(composition), count_kinds(book)
    return _compare("Read", {kind: expected[kind] for kind in actual}, actual)


def check_products(book: Book, out: Path) -> Check:
    """Whether `publish verify` confirms the products, and how much it compared in them."""
    differences = [
        f"{found.code} {found.message}"
        for edition in book.editions
        if edition.format in BUILT
        for found in verify_product(out / book.product_name(edition), book, edition)
    ]
    actual = count_kinds(book)
    lines = [section for section in book.walk() if section.level <= book.numbering.contents_depth]
    locators = actual["marks"] + actual["passages"]
    description = (
        f"Verified in EPUB and PDF: {sum(1 for _ in book.walk())} headings, {len(lines)} contents "
        f"lines, {actual['references']} page references, {locators} index entries, "
        f"{actual['notes']} notes, and every word"
    )
    return Check(description, tuple(differences))


def check_tags(composition: Composition, pdf: Path) -> Check:
    """Whether the structure tree has each element of the source once, and no other."""
    return _compare(
        "Structure elements",
        structure.expected_elements(composition),
        structure.count_elements(pdf),
    )


def _compare(what: str, expected: Mapping[str, int], actual: Mapping[str, int]) -> Check:
    counted = ", ".join(f"{count} {kind}" for kind, count in expected.items())
    differences = (
        f"{expected[k]} {k}, but {actual[k]} found" for k in expected if actual[k] != expected[k]
    )
    return Check(f"{what}: {counted}", tuple(differences))


def lost_notes(composition: Composition, pdf: Path) -> int:
    """The number of notes of the book that a file of plain WeasyPrint has lost."""
    with pikepdf.open(pdf) as opened:
        places = pikepdf.NameTree(opened.Root.Names.Dests)
        actual = sum(str(name).startswith("note-") for name in places)
    return counts(composition)["notes"] - actual


def check(composition: Composition, manuscript: Path, out: Path) -> Iterator[Check]:
    """All checks of a book that was built into `out`."""
    book = pipeline.load_book(manuscript, Context())
    yield check_reading(composition, book)
    yield check_products(book, out)
    yield check_tags(composition, out / f"{book.name}.pdf")


def main(arguments: Sequence[str]) -> int:
    """Check one book, and print the comparisons."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.checks")
    parser.add_argument("pages", type=int)
    parser.add_argument("manuscript", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", type=Path)
    options = parser.parse_args(arguments)
    composition = compose(options.pages, options.seed)
    checked = list(check(composition, options.manuscript, options.out))
    for each in checked:
        print(f"{each.description}: {len(each.differences)} wrong.  ")
        print(
            "\n".join(f"- {differences}" for differences in each.differences[:20]),
            end="\n" * bool(each.differences),
        )
    if options.plain and options.plain.is_file():
        lost, notes = lost_notes(composition, options.plain), counts(composition)["notes"]
        print(f"Plain WeasyPrint lost {lost} of the {notes} notes.")
    return ExitCode.VERIFICATION if any(each.differences for each in checked) else ExitCode.OK


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
