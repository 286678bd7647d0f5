"""Floats that are not where the book allows them are reported, on pages that are written for it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from lxml import etree

from publish.model.xmlsafe import parse_own
from publish.verification.pdf.checks.floats import check_floats
from publish.verification.pdf.reader.structure_tree import MarkedContent, StructureElement

REPORTED_SURFACES = {"pdf": {"floats"}}
_TABLE = "<table{}><caption>Of {}</caption></table>"
_BODY = '<body xmlns="http://www.w3.org/1999/xhtml"><p>{}</p>{}</body>'
_CALLS = '<a class="xref" href="#one">1</a> <a class="xref" href="#two">2</a>'


def _found(
    *blocks: tuple[str, int], calls: str = _CALLS, kept: str = "", after: int = 0, href: str = ""
) -> list[str]:
    """What is reported of blocks of a section on pages: `p` is text, `t` a table.

    The section after it begins on the page `after`, in the same file if it has no `href`.
    """
    tables = "".join(_TABLE.format(f' id="{name}"{kept}', name) for name in ("one", "two"))
    section: Any = SimpleNamespace(id="s", body=parse_own(_BODY.format(calls, tables).encode()))
    section.label, section.separator, section.title = None, "", "S"
    section.walk = lambda: [section]
    following: Any = SimpleNamespace(id="after", href=href, walk=lambda: [following])
    element = StructureElement("Sect", kids=[_block(*block) for block in blocks])
    finished: Any = SimpleNamespace(
        section_element_ids=frozenset(),
        sections={"s": section, "after": following},
        section_elements={"after": StructureElement("Sect", kids=[_block("p", after)])},
        elements_to_check=lambda: [(section, element)],
        memo=lambda function: function(finished),
        book=SimpleNamespace(
            walk=lambda: [section], markup_of=lambda each: etree.tostring(each.body)
        ),
    )
    return [f"{each.expected}: {each.actual}" for each in check_floats(finished)]


def _block(kind: str, page: int) -> StructureElement:
    content = MarkedContent(page - 1, 0)
    if kind == "p":
        return StructureElement("P", kids=[content])
    return StructureElement("Table", kids=[StructureElement("Caption", kids=[content])])


@pytest.mark.parametrize(
    "pages",
    [
        [("p", 1), ("t", 1), ("p", 1), ("p", 2)],
        [("p", 1), ("t", 2), ("p", 1), ("p", 2)],
        [("p", 1), ("t", 2), ("t", 2), ("p", 1), ("p", 2)],
        [("p", 1), ("t", 2), ("p", 2), ("p", 1), ("p", 2)],  # with its source
        [("p", 1), ("t", 2)],
    ],
)
def test_right_places(pages: list[tuple[str, int]]) -> None:
    """In the text, and at the head of the next page."""
    assert not _found(*pages)


@pytest.mark.parametrize(
    ("pages", "reported"),
    [
        ([("p", 1), ("t", 3), ("p", 1), ("p", 3)], "page 2 of the file: page 3"),
        ([("p", 1), ("t", 2), ("p", 1)], "page 1 of the file: page 2"),
        ([("p", 2), ("t", 1), ("p", 2)], "page 2 of the file or later: page 1"),
        ([("p", 2), ("p", 1)], ""),  # nothing floats: other checks compare the text
        ([("t", 1), ("p", 2), ("p", 1)], "page 2 of the file or later: page 1"),
        (
            [("p", 1), ("t", 2), ("p", 1), ("t", 1), ("p", 2)],
            "page 2 of the file or later: page 1",
        ),
    ],
)
def test_wrong_places(pages: list[tuple[str, int]], reported: str) -> None:
    """Too far, past the end of the section, before the text, and out of order."""
    assert _found(*pages) == ([reported] if reported else [])


def test_above_the_next_section() -> None:
    """On the page that begins with its heading, in the same file, and on no other."""
    moved = [("p", 1), ("t", 2), ("p", 1)]
    assert not _found(*moved, after=2)
    past = ["page 1 of the file: page 2"]
    assert _found(*moved, after=3) == _found(*moved, after=1) == past
    assert _found(*moved, after=2, href="next.xhtml") == past


def test_what_may_not_move() -> None:
    """No reference names it, or the author keeps it."""
    moved = [("p", 1), ("t", 2), ("p", 1), ("p", 2)]
    assert _found(*moved, calls="") == ["page 1 of the file or before: page 2"]
    assert _found(*moved, kept=' class="in-place"') == ["page 1 of the file or before: page 2"]
