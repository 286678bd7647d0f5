"""Where the markers of printed pages go in a text."""

from __future__ import annotations

from functools import partial

import pytest
from lxml import etree

from publish.model.pagebreak import PageBreak
from publish.outputs.epub.pagebreaks import page_marker
from publish.outputs.pages.markup import parse_document
from publish.outputs.pages.page_markers import ParsedPage, mark_pages

MARK = (
    '<span class="page" role="doc-pagebreak" id="page-7" epub:type="pagebreak"'
    ' aria-label="page 7"/>'
)


def marked(body: str, words: int | None, passed: int = 0) -> str:
    """A section with a page that begins after so many words, as `|` shows it."""
    root = parse_document(
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f'<body><section id="s"><header class="opening"><h1>A B</h1></header>{body}</section>'
        "</body></html>"
    )
    (page,) = mark_pages(
        [ParsedPage("s.xhtml", root)],
        [PageBreak("7", "s", words, passed)],
        partial(page_marker, "page {}"),
    )
    assert (page.folio, page.href, page.number) == ("7", "s.xhtml#page-7", 7)
    text = etree.tostring(root, encoding="unicode")
    assert text.count(MARK) == 1
    _, _, shown = text.replace(MARK, "|").partition('<section id="s">')
    return shown.removesuffix("</section></body></html>").partition("</header>")[2] or shown


@pytest.mark.parametrize(
    ("body", "words", "shown"),
    [
        ("<p>One two three.</p>", 0, "<p>|One two three.</p>"),
        ("<p>One two three.</p>", 2, "<p>One two |three.</p>"),
        ("<p>One</p>\n<p>two</p>", 1, "<p>One</p>\n<p>|two</p>"),
        ("<p>One <em>two three</em> four</p>", 1, "<p>One <em>|two three</em> four</p>"),
        ("<p>One <em>two three</em> four</p>", 3, "<p>One <em>two three</em> |four</p>"),
        ("<p>One t<em>w</em>o three</p>", 1, "<p>One |t<em>w</em>o three</p>"),
        ("<p>One – two</p>", 1, "<p>One – |two</p>"),
        ('<p>One <a href="#x">of it</a> two</p>', 1, '<p>One <a href="#x">of it</a> |two</p>'),
        ("<p>One <math>x</math> two</p>", 1, "<p>One <math>x</math> |two</p>"),
        (
            "<ul><li>One</li><li><p>Two</p></li></ul>",
            1,
            "<ul><li>One</li><li><p>|Two</p></li></ul>",
        ),
        ("<pre><code>a b\n  c d\n</code></pre>", 2, "<pre><code>a b\n|  c d\n</code></pre>"),
        ("<p>A</p><p><ruby>B<rt>C</rt></ruby></p>", 1, "<p>A</p><p>|<ruby>B<rt>C</rt></ruby></p>"),
        (
            "<p>A</p><figure><img/><figcaption>B</figcaption></figure>",
            1,
            "<p>A</p>|<figure><img/><figcaption>B</figcaption></figure>",
        ),
        (
            "<table><tr><td>A</td><td>B</td></tr><tr><td>C</td><td>D</td></tr></table>",
            3,
            "<table><tr><td>A</td><td>B</td></tr><tr><td>|C</td><td>D</td></tr></table>",
        ),
        (
            '<div class="table"><table><caption>A</caption><tr><td>B</td></tr></table></div>',
            0,
            '|<div class="table"><table><caption>A</caption><tr><td>B</td></tr></table></div>',
        ),
        (
            '<p>A<a class="noteref">1</a> b</p><aside class="footnote"><p>No</p></aside><p>C</p>',
            2,
            '<p>A<a class="noteref">1</a> b</p><aside class="footnote"><p>No</p></aside><p>|C</p>',
        ),
        (
            '<p>A</p><section id="t"><p>Below</p></section>',
            0,
            '<p>|A</p><section id="t"><p>Below</p></section>',
        ),
    ],
)
def test_the_place_of_a_marker(body: str, words: int, shown: str) -> None:
    assert marked(body, words).replace(' xmlns="http://www.w3.org/1999/xhtml"', "") == shown


def test_a_page_that_begins_with_the_section_or_with_a_link() -> None:
    assert marked("<p>A</p>", None).startswith("<p>A</p>")  # before the heading, not after it
    links = '<p>One <a href="#x">of</a> <a href="#y">it</a> two</p>'
    assert '|<a href="#y">' in marked(links, 1, passed=1)
    assert '|<a href="#x">' in marked(links, 1, passed=2)


def test_an_id_that_is_taken_is_left_alone() -> None:
    root = parse_document(
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><section id="s"><p id="page-7">A</p>'
        "</section></body></html>"
    )
    (page,) = mark_pages(
        [ParsedPage("s.xhtml", root)], [PageBreak("7", "s", 0)], partial(page_marker, "{}")
    )
    assert page.href == "s.xhtml#page-7x"


def test_an_edition_may_have_shorter_ids() -> None:
    root = parse_document(
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><section id="s"><p>A</p></section>'
        "</body></html>"
    )
    made = mark_pages(
        [ParsedPage("s.html", root)], [PageBreak("xiv", "s", 0)], partial(page_marker, "{}"), "p"
    )
    assert [page.href for page in made] == ["s.html#pxiv"]
