"""XHTML as HTML: a browser parses the same tree."""

from __future__ import annotations

import pytest
from lxml import etree
from tinyhtml5 import parse  # type: ignore[import-untyped]

from publish.model.markup import X
from publish.outputs.pages.markup import parse_document
from publish.outputs.web.html import to_html
from publish.verification.web.reader.html import parse_html

HEAD = (
    '<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en"><head>'
    "<title>T</title></head><body>"
)
BODIES = {
    "void elements": '<p>a<br/>b<img src="x.png" alt=""/></p><hr/><p></p><div></div>',
    "escapes": '<p title="&quot;&amp;&lt;">a &lt; b &amp; c &gt; d\u00a0e</p>',
    "code that begins with an empty line": "<pre>\n\n  a\n</pre>",
    "formula": '<p><math xmlns="http://www.w3.org/1998/Math/MathML"><mrow><mi>a</mi>'
    '<mo>&lt;</mo><mspace width="1em"/></mrow></math> after</p>',
    "drawing": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><defs><linearGradient '
    'id="g" gradientUnits="userSpaceOnUse"/></defs><path d="M0 0"/></svg>',
    "scripts of data": '<script type="application/ld+json">{"a":"b \\u003c"}</script>',
    "paragraphs": "<p>a</p><p>b</p><ul><li>c</li></ul><p>d</p><aside><p>e</p><p>f</p></aside>"
    "<p>g</p><figure><figcaption>h</figcaption></figure><p>i</p><section><p>j</p></section><p>k</p>l",
    "lists": "<ul><li>a<ol><li><p>b</p></li><li><p>c</p><p>d</p></li></ol></li><li>e</li></ul>"
    "<dl><dt>f</dt><dt>g</dt><dd>h<dl><dt>i</dt><dd>j</dd></dl></dd><dt>k</dt><dd><p>l</p></dd></dl>",
    "tables": "<table><caption>a</caption><thead><tr><th>b</th><th>c</th></tr></thead><tbody><tr>"
    "<td>d</td><td><table><tbody><tr><td>e</td></tr></tbody></table></td></tr><tr><th>f</th><td>"
    "<p>g</p></td></tr></tbody><tbody><tr><td></td></tr></tbody><tfoot><tr><td>h</td></tr></tfoot></table><p>i</p>",
    "values of attributes": '<p id="a" class="b c" title="d=e"><a href="/">f</a><a href="?g">h</a>'
    '<a href="i.html#j" title="">k</a><img src="l/" alt="`"/></p>',
    "comments": "<p>a<!-- not text -->b</p>",
    "ruby and languages": '<p><ruby>字<rt>zi</rt></ruby> <span lang="ar" dir="rtl">بحر</span></p>',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_browser_parses_the_same_tree(body: str) -> None:
    root = parse_document(f"{HEAD}{body}</body></html>")
    html = to_html(root).rstrip()
    expected = flat(root)
    standard = parse(html.decode(), namespace_html_elements=True)
    assert flat(standard) == expected
    assert flat(parse_html("x.html", html)) == expected


def flat(root: etree._Element) -> list[tuple[str, str, dict[str, str]]]:
    """Elements with their texts and attributes, without what is never text, and line feeds for
    ends that are implied."""
    rows = []
    for node in root.iter():
        if isinstance(node.tag, str):
            texts = [node.text or "", *(child.tail or "" for child in node)]
            attributes = {k: v for k, v in node.attrib.items() if not k.endswith("}lang")}
            text = "".join(texts)
            rows.append(
                (node.tag, text if node.tag == f"{X}pre" else text.rstrip("\n"), attributes)
            )
    return rows


def test_links_of_drawings_have_their_prefix() -> None:
    body = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<use xlink:href="#a"/></svg>'
    )
    html = to_html(parse_document(f"{HEAD}{body}</body></html>"))
    assert b"<use xlink:href=#a></use>" in html


def test_spaces_between_blocks_are_left_out_and_others_stay() -> None:
    body = (
        "<main>\n<p>a <em>b</em> <em>c</em>\n<em>d</em></p>\n<ul>\n<li>e\n<ul>\n<li>f</li>\n</ul>\n"
        "</li>\n</ul>\n<div>g</div>\n<div>h</div>\n<pre>\ni\n</pre>\n\u00a0\n<p>j</p>\n</main>"
    )
    html = to_html(parse_document(f"{HEAD}{body}</body></html>")).decode()
    assert html.partition("<body>")[2].rstrip() == (
        "<main><p>a <em>b</em> <em>c</em>\n<em>d</em>\n<ul><li>e\n<ul><li>f\n</ul>\n</ul>"
        "<div>g</div>\n"
        "<div>h</div><pre>\n\ni\n</pre>\n\u00a0\n<p>j</p></main></body></html>"
    )
