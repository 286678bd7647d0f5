"""Accessibility problems of a theme: each is reported, and its harmless twin is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from publish.context import Context
from publish.diagnostics import Report
from publish.model.accessibility import Accessibility
from publish.outputs.pages.accessibility_facts import accessibility_facts, count_page
from publish.outputs.pages.theme_accessibility import check_theme_accessibility

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
def test_a_problem_of_the_theme_is_reported(code: str, bad: str, good: str) -> None:
    assert set(_codes(bad)) == {code}
    assert _codes(good) == []


def _codes(part: str) -> list[str]:
    """The codes that an element of a page, or a rule of the style sheet, causes."""
    page, style = (part, "") if part.startswith("<") else ("", part)
    root = etree.fromstring(_PAGE.format(page))
    facts = accessibility_facts([count_page(root)], style, index=False, nav_entries=1)
    report = Report()
    check_theme_accessibility(facts, style, Path("epub.css"), Accessibility(), Context(report))
    return [diagnostic.code for diagnostic in report]
