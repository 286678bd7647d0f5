"""What the finished pages hold for and against their accessibility: counted, not asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec
from lxml import etree

from publish.model.alt_text import alt_text_problem, is_decorative
from publish.outputs.pages.markup import find_all, properties

_SVG = "{http://www.w3.org/2000/svg}svg"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
# Type of a fixed size, which a reader's choice of size does not reach.
_FIXED = re.compile(r"font(?:-size)?\s*:[^;}]*?\b[\d.]+(?:px|pt|pc|mm|cm|in|q)\b", re.I)
# What shows the text in another order than that of the file.
_SHUFFLED = re.compile(r"(?:[\s;{]order\s*:|-reverse\b|position\s*:\s*(?:absolute|fixed))", re.I)

_ROLES = etree.XPath("boolean(.//@role[starts-with(., 'doc-')])")
_TURNS = etree.XPath("descendant-or-self::*/@tabindex", smart_strings=False)


class Counts(msgspec.Struct, frozen=True):
    """What one page of the text holds; `forced` where an element takes the focus out of turn."""

    images: int
    undescribed: int
    formulas: bool
    tables: int
    headless: int
    headings: int
    skipped: int
    roles: int
    forced: bool


class Evidence(msgspec.Struct, frozen=True):
    """Counts over the pages of the text; `contents` are the entries of the nav.

    `breaks` are the marks of the print edition's pages, `fixed` and `shuffled` what the style
    sheet does to the reader's choice of size and to the order of the file.
    """

    images: int
    undescribed: int
    formulas: bool
    tables: int
    headless: int
    headings: int
    skipped: int
    roles: int
    index: bool
    contents: int
    breaks: int
    fixed: bool
    shuffled: bool


def count(root: etree._Element) -> Counts:
    """What a finished page holds."""
    pictures = list(_pictures(root))
    tables = find_all(root, "table")
    ranks = [int(str(heading.tag)[-1]) for heading in find_all(root, *_HEADINGS)]
    return Counts(
        images=len(pictures),
        undescribed=sum(not described for described in pictures),
        formulas="mathml" in properties(root),
        tables=len(tables),
        headless=sum(not any(map(_says_something, find_all(table, "th"))) for table in tables),
        headings=len(ranks),
        skipped=sum(after > before + 1 for before, after in pairwise(ranks)),
        roles=int(_ROLES(root)),
        forced=any(turn not in ("0", "-1") for turn in _TURNS(root)),
    )


def gather(
    pages: Sequence[Counts], style: str, *, index: bool, contents: int, breaks: int = 0
) -> Evidence:
    """What the pages of the text and the style sheet of a book hold."""
    rules = _COMMENT.sub("", style)
    return Evidence(
        images=sum(page.images for page in pages),
        undescribed=sum(page.undescribed for page in pages),
        formulas=any(page.formulas for page in pages),
        tables=sum(page.tables for page in pages),
        headless=sum(page.headless for page in pages),
        headings=sum(page.headings for page in pages),
        skipped=sum(page.skipped for page in pages),
        roles=sum(page.roles for page in pages),
        index=index,
        contents=contents,
        breaks=breaks,
        fixed=_FIXED.search(rules) is not None,
        shuffled=_SHUFFLED.search(rules) is not None or any(page.forced for page in pages),
    )


def _pictures(root: etree._Element) -> Iterator[bool]:
    """For each picture that is no ornament, whether its words tell something."""
    for image in find_all(root, "img"):
        if not is_decorative(image):
            yield not alt_text_problem(image)
    for drawing in root.iter(_SVG):
        yield bool(drawing.get("aria-label", "").strip())


def _says_something(head: etree._Element) -> bool:
    return bool("".join(map(str, head.itertext())).strip())
