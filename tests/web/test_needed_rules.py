"""A web edition has the rules that something in its pages can match, and the classes of rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from publish.outputs.web.compact_css import compact_css
from publish.outputs.web.named_classes import drop_classes, named_classes
from publish.outputs.web.needed_rules import Used, needed_rules
from tests.web.site import Site

TEMPLATES = Path(__file__).parents[2] / "templates" / "web"
ASKS = r'(?:querySelector(?:All)?|closest|matches|above)\((["`])(.+?)\1'
USED = Used(
    frozenset({"html", "p", "a", "li"}), frozenset({"note", "here"}), frozenset({"doc-noteref"})
)


@pytest.mark.parametrize(
    "rule",
    [
        "p { margin: 0 }",
        ".note > p { margin: 0 }",
        "li:not(.absent) { margin: 0 }",
        ":is(.absent, .note) p { margin: 0 }",
        ":not(.absent, p) > a { margin: 0 }",
        ':root[data-look="dark"] { color: red }',
        "@media (min-width: 60rem) { .note { margin: 0 } }",
        "@font-face { font-family: x; src: url(x.woff2) }",
        ":root:not([data-look]) { .note { margin: 0 } }",
        'a[href^=".absent"] { color: red }',
        'a[role="doc-noteref"], p:not([role="absent"]) { color: red }',
        '*::before, ::after { content: ".absent" }',
    ],
)
def test_a_rule_that_can_match_stays(rule: str) -> None:
    assert "".join(needed_rules(rule, USED).split()) == "".join(rule.split())


@pytest.mark.parametrize(
    ("rule", "left"),
    [
        ("table { margin: 0 }", ""),
        (".absent p { margin: 0 }", ""),
        ("p, .absent, li.here { margin: 0 }", "p, li.here { margin: 0 }"),
        ("@media print { .absent { margin: 0 } }", ""),
        (":root { .absent { margin: 0 } }", ""),
        ("p > code { color: red }", ""),
        ("li :is(code, .absent):not(p) { color: red }", ""),
        ("/* a comment */", ""),
        ('[role="doc-pagebreak"]::before { margin: 0 }', ""),
    ],
)
def test_a_rule_that_matches_nothing_is_left_out(rule: str, left: str) -> None:
    assert "".join(needed_rules(rule, USED).split()) == "".join(left.split())


@pytest.mark.parametrize(
    ("rules", "compact"),
    [
        ("p  a :hover ,\n b { margin : 0 ; }", "p a :hover,b{margin :0}"),
        ("p { width: calc(100% - 2 * var( --x )) }", "p{width:calc(100% - 2 * var(--x))}"),
        ("@media (width > 4em) and (hover: none) { a { color: red !important } }",
         "@media (width > 4em) and (hover:none){a{color:red!important}}"),
        ('q::before { content: " : ; { " }', 'q::before{content:" : ; { "}'),
        ("a/* x */b { font: 1em / 1.2 serif }", "a/**/b{font:1em / 1.2 serif}"),
    ],
)  # fmt: skip
def test_spaces_that_mean_nothing_are_left_out(rules: str, compact: str) -> None:
    assert compact_css(rules) == compact


def test_a_selector_needs_no_spaces_around_combinators() -> None:
    rule = "p + p, li > :is(a ~ a, p  a) { width: calc(1em + 2px) }"
    assert needed_rules(rule, USED) == "p+p,li>:is(a~a,p a){width:calc(1em + 2px)}"


def test_a_chapter_of_twenty_pages_is_small(site: Site) -> None:
    """What each page has besides its text leaves room for 33 kB of it in 60, uncompressed."""
    sizes = [
        len(site.text(name)) for name in ("style/text.css", "style/book.js", "text/motto.html")
    ]
    assert sum(sizes) < 25_500
    assert ".drama" in site.text("style/text.css")
    assert ".verse" not in site.text("style/text.css")


def test_a_page_has_the_style_sheet_for_what_it_is(site: Site) -> None:
    text, frame = site.text("style/text.css"), site.text("style/book.css")
    assert ".front{" in frame
    assert ".front{" not in text
    assert ".results{" not in text
    assert "href=../style/text.css" in site.text("text/tides.html")
    assert "href=style/book.css" in site.text("search.html")


def test_a_page_keeps_the_classes_that_something_names() -> None:
    named = named_classes(".note > p:not(.wide) { margin: .5em }")
    assert named is not None
    root = etree.fromstring(
        '<body class="chapter"><p class="level-2 note left">a<span class="wide">b</span></p>'
        '<a class="noteref">1</a></body>'
    )
    drop_classes(root, named)
    assert [node.get("class") for node in root.iter()] == [None, "note", "wide", "noteref"]


def test_classes_may_be_in_any_script() -> None:
    rules = ".münze{margin:0}.écart{margin:0}.-x{margin:0}"
    assert set(named_classes(rules) or ()) >= {"münze", "écart", "-x"}
    used = Used(frozenset({"p"}), frozenset({"münze", "écart"}), frozenset())
    assert needed_rules(rules, used) == ".münze{margin:0}.écart{margin:0}"


def test_a_rule_for_parts_of_names_keeps_all_classes() -> None:
    assert named_classes('[class^="level-"] { margin: 0 }') is None


def test_the_classes_that_scripts_ask_for_are_named() -> None:
    asked = set()
    for path in TEMPLATES.glob("*.js"):
        for _, selector in re.findall(ASKS, path.read_text()):
            names = re.sub(r"\$\{.*?\}", "", selector)  # without what is put into it
            asked |= set(re.findall(r"(?:^|[\s,a-z])\.([a-z][\w-]*)", names))
    assert {"footnote", "page", "cited-place", "moved"} <= asked
    assert asked <= set(named_classes("") or ())
