"""The structure elements of a tagged PDF, and those that a bench book requires.

The reader belongs to the bench, so that it cannot share a mistake with the writer or with
`publish verify`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from bench.blocks import Composition, IndexMark, Paragraph, TextRun
from bench.book import counts

TYPES = ("H1", "H2", "H3", "H4", "P", "L", "LI", "Table", "TR", "TH", "TD", "Figure", "Formula",
         "Note", "Reference", "BlockQuote", "Code", "Em", "Strong", "TOCI")  # fmt: skip


def expected_elements(book: Composition) -> dict[str, int]:
    """The elements of each type that the text requires (ISO 32000-1, 14.8.4).

    Headings are those of parts, preface, index and contents, then of chapters and the levels below
    them. The index has a paragraph and a list for each letter, and an item for each term. The
    contents list everything with a heading, except themselves and the fourth level. Each of their
    lines is a reference, and so is each call of a note.
    """
    has, styles = Counter(counts(book)), Counter(_styles(book))
    listed = has["parts"] + has["chapters"] + has["sections"] + 2
    terms = set(_terms(book))
    letters = {term[0] for term in terms}
    paragraphs = ("paragraphs", "quotations", "notes", "listings")
    return {
        "H1": has["parts"] + 3,
        "H2": has["chapters"],
        "H3": has["sections"],
        "H4": has["subsections"],
        "P": sum(has[kind] for kind in paragraphs) + len(letters),
        "L": has["lists"] + len(letters),
        "LI": has["items"] + len(terms),
        "Table": has["tables"],
        "TR": has["rows"],
        "TH": has["heads"],
        "TD": has["cells"],
        "Figure": has["figures"],
        "Formula": has["formulas"] + has["displays"],
        "Note": has["notes"],
        "BlockQuote": has["quotations"],
        "Reference": has["notes"] + listed,
        "Code": has["listings"],
        "Em": styles["emphasis"],
        "Strong": styles["strong"],
        "TOCI": listed,
    }


def _styles(book: Composition) -> Iterator[str]:
    """The style of each text run that has one."""
    blocks = (block for chapter in book.chapters for block in chapter.blocks)
    for paragraph in (*book.preface, *blocks):
        if isinstance(paragraph, Paragraph):
            inlines = (each for each in paragraph.inlines if isinstance(each, TextRun))
            yield from (words.style for words in inlines if words.style)


def _terms(book: Composition) -> Iterator[str]:
    for chapter in book.chapters:
        for block in chapter.blocks:
            if isinstance(block, Paragraph):
                yield from (
                    inline.term for inline in block.inlines if isinstance(inline, IndexMark)
                )


def count_elements(path: Path) -> dict[str, int]:
    """The elements of each type in a file, without those outside sections with headings.

    Title page, copyright page and colophon belong to the theme: they have no heading.
    """
    with pikepdf.open(path) as pdf:
        root = pdf.Root.StructTreeRoot
        roles = root.get("/RoleMap", pikepdf.Dictionary())
        sections = (kid for document in _kids(root) for kid in _kids(document))
        totals = Counter[str]()
        for section in sections:
            inside = Counter(_types(section, roles))
            if any(inside[f"H{level}"] for level in range(1, 7)):
                totals += inside
    return {name: totals[name] for name in TYPES}


def _types(element: pikepdf.Object, roles: pikepdf.Object) -> Iterator[str]:
    name = str(element.S)
    while name in roles and name[1:] not in TYPES:  # 14.7.3; Em and Strong are read as Span
        name = str(roles[name])
    yield name[1:]
    for kid in _kids(element):
        yield from _types(kid, roles)


def _kids(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
