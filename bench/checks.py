"""What is right in a built bench book: `python -m bench.checks PAGES MANUSCRIPT OUT`.

Three things are held against the composition, each with the count of what was compared: what
`publish` read of the manuscript, what it verifies in the finished files (every page reference,
contents line, page of the index and note among them), and the elements of the PDF's structure tree.
Prints a line of Markdown for each; the exit code is 8 where anything differs. With `--plain` it
tells of plain WeasyPrint's file how many notes are lost, which is no fault of ours.
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
from bench.book import compose, counts
from bench.pieces import Composition
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
    """One comparison: what was compared, in words, and what was wrong."""

    compared: str
    wrong: tuple[str, ...]


def read(book: Book) -> dict[str, int]:
    """What a book that was read holds, by the kinds of `bench.book.counts` that can be lost."""
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


def reading(composition: Composition, book: Book) -> Check:
    """Whether all was read that the composition holds."""
    right, shown = counts(composition), read(book)
    return _compare("Read", {kind: right[kind] for kind in shown}, shown)


def products(book: Book, out: Path) -> Check:
    """Whether `publish verify` finds the products right, and how much it compared in them."""
    differences = [
        f"{found.code} {found.message}"
        for edition in book.editions
        for found in verify_product(out / book.product_name(edition), book, edition)
    ]
    shown = read(book)
    lines = [section for section in book.walk() if section.level <= book.numbering.contents_depth]
    locators = shown["marks"] + shown["passages"]
    compared = (
        f"Verified in EPUB and PDF: {sum(1 for _ in book.walk())} headings, {len(lines)} contents "
        f"lines, {shown['references']} page references, {locators} places of the index, "
        f"{shown['notes']} notes, and every word"
    )
    return Check(compared, tuple(differences))


def tags(composition: Composition, pdf: Path) -> Check:
    """Whether the structure tree holds each element of the source once, and no other."""
    return _compare("Structure elements", structure.expected(composition), structure.found(pdf))


def _compare(what: str, right: Mapping[str, int], shown: Mapping[str, int]) -> Check:
    told = ", ".join(f"{count} {kind}" for kind, count in right.items())
    wrong = (f"{right[k]} {k}, but {shown[k]} found" for k in right if shown[k] != right[k])
    return Check(f"{what}: {told}", tuple(wrong))


def lost_notes(composition: Composition, pdf: Path) -> int:
    """How many notes of the book have no place in a file of plain WeasyPrint."""
    with pikepdf.open(pdf) as opened:
        places = pikepdf.NameTree(opened.Root.Names.Dests)
        shown = sum(str(name).startswith("note-") for name in places)
    return counts(composition)["notes"] - shown


def check(composition: Composition, manuscript: Path, out: Path) -> Iterator[Check]:
    """All checks of a book that was built into `out`."""
    book = pipeline.load_book(manuscript, Context())
    yield reading(composition, book)
    yield products(book, out)
    yield tags(composition, out / f"{book.name}.pdf")


def main(arguments: Sequence[str]) -> int:
    """Check one book, and say what was compared."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.checks")
    parser.add_argument("pages", type=int)
    parser.add_argument("manuscript", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", type=Path)
    chosen = parser.parse_args(arguments)
    composition = compose(chosen.pages, chosen.seed)
    checked = list(check(composition, chosen.manuscript, chosen.out))
    for each in checked:
        print(f"{each.compared}: {len(each.wrong)} wrong.  ")
        print("\n".join(f"- {wrong}" for wrong in each.wrong[:20]), end="\n" * bool(each.wrong))
    if chosen.plain and chosen.plain.is_file():
        lost, notes = lost_notes(composition, chosen.plain), counts(composition)["notes"]
        print(f"Plain WeasyPrint lost {lost} of the {notes} notes.")
    return ExitCode.VERIFICATION if any(each.wrong for each in checked) else ExitCode.OK


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
