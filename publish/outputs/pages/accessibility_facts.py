"""What the finished pages show of their accessibility: counted in them, not declared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec
from lxml import etree

from publish.model.alt_text import alt_text_problem, is_decorative
from publish.model.markup import DRAWING
from publish.outputs.pages.markup import embedded_vocabularies, find_all

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
# Type of a fixed size, which does not follow the reader's choice of size.
_FIXED_SIZE = re.compile(r"font(?:-size)?\s*:[^;}]*?\b[\d.]+(?:px|pt|pc|mm|cm|in|q)\b", re.I)
# What shows the text in another order than that of the file.
_REORDERING = re.compile(r"(?:[\s;{]order\s*:|-reverse\b|position\s*:\s*(?:absolute|fixed))", re.I)

_HAS_ROLES = etree.XPath("boolean(.//@role[starts-with(., 'doc-')])")
_TAB_INDEXES = etree.XPath("descendant-or-self::*/@tabindex", smart_strings=False)


class AccessibilityCounts(msgspec.Struct, frozen=True):
    """Counts of one page; formulas, DPUB-ARIA roles and a changed tab order count once a page."""

    images: int
    undescribed_images: int
    formulas: int
    tables: int
    headerless_tables: int
    headings: int
    skipped_levels: int
    roles: int
    changed_tab_orders: int


class AccessibilityFacts(AccessibilityCounts, frozen=True):
    """Sums over the pages with text; the rest of the book; and what the style sheet does to the
    reader's choice of size and to the order of the text."""

    index: bool
    nav_entries: int
    page_breaks: int
    has_fixed_sizes: bool
    is_reordered: bool


def count_page(root: etree._Element) -> AccessibilityCounts:
    """The counts of a finished page."""
    descriptions = list(_descriptions(root))
    tables = find_all(root, "table")
    levels = [int(str(heading.tag)[-1]) for heading in find_all(root, *_HEADINGS)]
    return AccessibilityCounts(
        images=len(descriptions),
        undescribed_images=descriptions.count(False),
        formulas=int("mathml" in embedded_vocabularies(root)),
        tables=len(tables),
        headerless_tables=sum(not any(map(_has_text, find_all(each, "th"))) for each in tables),
        headings=len(levels),
        skipped_levels=sum(after > before + 1 for before, after in pairwise(levels)),
        roles=int(_HAS_ROLES(root)),
        changed_tab_orders=int(any(index not in ("0", "-1") for index in _TAB_INDEXES(root))),
    )


def _descriptions(root: etree._Element) -> Iterator[bool]:
    """For each image that is not decorative, whether it has a meaningful alternative text."""
    for image in find_all(root, "img"):
        if not is_decorative(image):
            yield not alt_text_problem(image)
    for drawing in root.iter(DRAWING):
        yield bool(drawing.get("aria-label", "").strip())


def _has_text(cell: etree._Element) -> bool:
    return bool("".join(map(str, cell.itertext())).strip())


def accessibility_facts(
    pages: Sequence[AccessibilityCounts],
    style: str,
    *,
    index: bool,
    nav_entries: int,
    page_breaks: int = 0,
) -> AccessibilityFacts:
    """The facts of a book from the counts of its pages with text and from its style sheet."""
    fields = AccessibilityCounts.__struct_fields__
    sums = {field: sum(getattr(page, field) for page in pages) for field in fields}
    rules = _COMMENT.sub("", style)
    reordered = _REORDERING.search(rules) is not None or sums["changed_tab_orders"] > 0
    return AccessibilityFacts(
        **sums,
        index=index,
        nav_entries=nav_entries,
        page_breaks=page_breaks,
        has_fixed_sizes=_FIXED_SIZE.search(rules) is not None,
        is_reordered=reordered,
    )
