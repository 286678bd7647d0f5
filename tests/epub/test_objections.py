"""What a theme can do against the readers of an EPUB: each fault is told, and its twin is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from publish.diagnostics import Report
from publish.model.accessibility import Accessibility
from publish.outputs.pages.accessibility_facts import count, gather
from publish.outputs.pages.theme_accessibility import object_to

_PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'


@pytest.mark.parametrize(
    ("code", "bad", "good"),
    [
        ("ACC-008", "a { color: #777 }", "a { color: #767676; background: #fff }"),
        ("ACC-009", "<h1>A</h1><h3>B</h3>", "<h1>A</h1><h2>B</h2><h3>C</h3><h1>D</h1>"),
        ("ACC-010", '<p tabindex="2">A</p>', '<p tabindex="0">A</p>'),
        ("ACC-010", "p { order: 2 }", "p { border: 0 }"),
        ("ACC-010", "div { flex-direction: row-reverse }", "div { flex-direction: row }"),
        ("ACC-011", "p { font: 12px serif }", "p { font: 1em serif; border: 1px solid }"),
    ],
)
def test_a_fault_of_the_theme_is_told(code: str, bad: str, good: str) -> None:
    assert set(_told(bad)) == {code}
    assert _told(good) == []


def _told(part: str) -> list[str]:
    """The codes that are told of an element of a page, or of a rule of the style sheet."""
    page, style = (part, "") if part.startswith("<") else ("", part)
    root = etree.fromstring(_PAGE.format(page))
    evidence = gather([count(root)], style, index=False, contents=1)
    report = Report()
    object_to(evidence, style, Path("epub.css"), Accessibility(), report)
    return [diagnostic.code for diagnostic in report]
