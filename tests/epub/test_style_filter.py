"""The style sheet as older engines read it."""

from __future__ import annotations

import pytest

from publish.outputs.epub.style_filter import for_older_engines

CASES = {
    "li { padding-inline-start: 2em; }": "li { padding-left: 2em; padding-inline-start: 2em; }",
    "p { margin-inline: 1em 2em }": (
        "p { margin-left: 1em; margin-right: 2em; margin-inline: 1em 2em; }"
    ),
    "p { padding-block: .4em }": (
        "p { padding-top: .4em; padding-bottom: .4em; padding-block: .4em; }"
    ),
    "b { float: inline-end !important }": (
        "b { float: right !important; float: inline-end !important; }"
    ),
    "i { border-inline-start-width: 3px }": (
        "i { border-left-width: 3px; border-inline-start-width: 3px; }"
    ),
    "td { text-align: end; }": "td { text-align: right; text-align: end; }",
    "i { display: flex }": "i { display: table; display: flex; }",
    "img { max-height: 98vh }": "img { max-height: 98%; max-height: 98vh; }",
    "h1 { font-size: min(2em, 9cqw) }": "h1 { font-size: 2em; font-size: min(2em, 9cqw); }",
    "p { break-after: avoid }": "p { page-break-after: avoid; break-after: avoid; }",
    "p { break-after: page; page-break-after: auto }": (
        "p { break-after: page; page-break-after: auto; }"
    ),
    ":is(.a, .b) em { margin: 0 }": ".a em, .b em { margin: 0; }",
    ".c:is(p, .d) > i { margin: 0 }": "p.c > i, .c.d > i { margin: 0; }",
    ".a:is(.b, .c):is(.d, .e) { margin: 0 }": ".a.b.d, .a.b.e, .a.c.d, .a.c.e { margin: 0; }",
    "p:not(.a, .b) { margin: 0 }": "p:not(.a):not(.b) { margin: 0; }",
    "li::marker, b { margin: 0 }": "li::marker { margin: 0; }\nb { margin: 0; }",
    "@media (color) { b { margin: 0 } }": "@media all and (color) { b { margin: 0; } }",
    '@font-face { src: url("a.ttf") }': '@font-face { src: url("a.ttf") }',
    "p { margin: 0; & b { margin: 1em } }": "p { margin: 0; & b { margin: 1em } }",
    "p { colour; margin: 0 } } b { margin: 0 }": "p { margin: 0; } } b { margin: 0; }",
    "/* a */ q::before { content: ':is(a)' }": "/* a */ q::before { content: ':is(a)'; }",
}


@pytest.mark.parametrize("written", CASES)
def test_fallbacks_precede_what_older_engines_do_not_know(written: str) -> None:
    filtered = for_older_engines(written, "ltr", is_mixed=False)
    assert filtered.replace('":is(a)"', "':is(a)'") == CASES[written]


def test_sides_are_those_of_the_book() -> None:
    filtered = for_older_engines("p { margin-inline-start: 1em }", "rtl", is_mixed=False)
    assert filtered == "p { margin-right: 1em; margin-inline-start: 1em; }"


def test_a_passage_of_the_other_direction_takes_its_sides_back() -> None:
    css = "li::before, dd { margin: 0 3em; margin-inline-start: 1em; text-align: start }"
    _, back = for_older_engines(css, "ltr", is_mixed=True).split("\n")
    of_passages = '[dir="rtl"] li::before, li[dir="rtl"]::before, [dir="rtl"] dd, dd[dir="rtl"]'
    assert back == f"{of_passages} {{ margin-inline-end: 3em; }}"


def test_filtering_twice_changes_nothing_but_repetitions() -> None:
    once = for_older_engines("p { margin-inline-start: 1em }", "ltr", is_mixed=False)
    assert "margin-left: 1em; margin-inline-start" in for_older_engines(once, "ltr", is_mixed=False)
