"""Words in brackets with attributes: around and inside other words in brackets, and links."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from lxml import etree

from publish.model.book import Book

ReadFiles = Callable[[Mapping[str, str]], Book]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[in [hier]{lang=de} so](https://e.org/)", "a(in span(hier) so)"),
        ("[[hier]{lang=de}](https://e.org/)", "a(span(hier))"),
        ("[*a* `b` [c [d]{lang=de}]{lang=fr}](https://e.org/)", "a(em(a) code(b) span(c span(d)))"),
        ("[a [b [c]{lang=fr}]{lang=de} d]{lang=la}", "span(a span(b span(c)) d)"),
        ("[[a](https://e.org/)]{lang=de}", "span(a(a))"),
        ("[a [b] c](https://e.org/)", "a(a [b] c)"),
    ],
)
def test_words_in_brackets_are_in_each_other(
    text: str, expected: str, read_files: ReadFiles
) -> None:
    book = read_files({"a.md": f"# A\n\n{text}\n"})
    paragraph = next(next(book.walk()).body.iter("{*}p"))
    assert "".join(_outline(each) for each in paragraph) == expected


def _outline(element: etree._Element) -> str:
    inner = "".join(_outline(child) + (child.tail or "") for child in element)
    return f"{etree.QName(element).localname}({element.text or ''}{inner})"
