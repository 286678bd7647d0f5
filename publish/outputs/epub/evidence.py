"""What the finished pages hold for and against their accessibility: counted, not asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from publish.model.alternatives import fault_of, is_decorative
from publish.model.roles import Role
from publish.outputs.epub.markup import find_all, properties
from publish.outputs.epub.pages import Page

_SVG = "{http://www.w3.org/2000/svg}svg"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
# Type of a fixed size, which a reader's choice of size does not reach.
_FIXED = re.compile(r"font(?:-size)?\s*:[^;}]*?\b[\d.]+(?:px|pt|pc|mm|cm|in|q)\b", re.I)
# What shows the text in another order than that of the file.
_SHUFFLED = re.compile(r"(?:[\s;{]order\s*:|-reverse\b|position\s*:\s*(?:absolute|fixed))", re.I)


@dataclass(frozen=True, slots=True)
class Evidence:
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


def gather(pages: Sequence[Page], style: str, *, contents: int, breaks: int = 0) -> Evidence:
    """What the pages and the style sheet of a book hold."""
    texts = [page.root for page in pages if page.section]
    pictures = [image for root in texts for image in _pictures(root)]
    tables = [table for root in texts for table in find_all(root, "table")]
    rules = _COMMENT.sub("", style)
    ranks = [[int(str(h.tag)[-1]) for h in find_all(root, *_HEADINGS)] for root in texts]
    return Evidence(
        images=len(pictures),
        undescribed=sum(not described for described in pictures),
        formulas=any("mathml" in properties(root) for root in texts),
        tables=len(tables),
        headless=sum(not any(map(_says_something, find_all(table, "th"))) for table in tables),
        headings=sum(map(len, ranks)),
        skipped=sum(after > before + 1 for page in ranks for before, after in _pairs(page)),
        roles=sum(bool(root.xpath(".//@role[starts-with(., 'doc-')]")) for root in texts),
        index=any(page.role == Role.INDEX for page in pages),
        contents=contents,
        breaks=breaks,
        fixed=_FIXED.search(rules) is not None,
        shuffled=_SHUFFLED.search(rules) is not None or any(map(_forced_focus, texts)),
    )


def _pictures(root: etree._Element) -> Iterator[bool]:
    """For each picture that is no ornament, whether its words tell something."""
    for image in find_all(root, "img"):
        if not is_decorative(image):
            yield not fault_of(image)
    for drawing in root.iter(_SVG):
        yield bool(drawing.get("aria-label", "").strip())


def _says_something(head: etree._Element) -> bool:
    return bool("".join(map(str, head.itertext())).strip())


def _pairs(ranks: Sequence[int]) -> Iterator[tuple[int, int]]:
    return pairwise(ranks)


def _forced_focus(root: etree._Element) -> bool:
    """Whether an element takes the keyboard's focus out of turn."""
    turns = (node.get("tabindex", "0") for node in root.iter(etree.Element))
    return any(turn not in ("0", "-1") for turn in turns)
