"""The alternative texts of pictures and charts, which stand for what nobody can see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from publish.verification.difference import Code, Difference, quoted
from publish.verification.markup import X


def alternatives_in(root: etree._Element) -> Iterator[str]:
    """The alternative texts in a text of the book or of a product, without those left empty.

    The book has that of a chart with its data, a product with the drawing.
    """
    for node in root.iter(f"{X}img", f"{X}table", "{*}svg"):
        names = ("alt", "summary", "aria-label")
        text = next((value for name in names if (value := node.get(name))), "")
        if words := " ".join(text.split()):
            yield words


def compare_alternatives(
    subject: str, expected: Iterable[str], actual: Iterable[str]
) -> Iterator[Difference]:
    """The texts that one side lacks, in any order: notes move."""
    right, shown = Counter(expected), Counter(actual)
    for missing in (right - shown).elements():
        values = quoted(missing), quoted(None)
        yield Difference(Code.WORDS, "pictures", subject, "alternative text", *values)
    for extra in (shown - right).elements():
        values = quoted(None), quoted(extra)
        yield Difference(Code.WORDS, "pictures", subject, "alternative text", *values)
