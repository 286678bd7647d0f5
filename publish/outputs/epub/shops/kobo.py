"""The markup by which Kobo finds places: a span for each sentence and image, numbered in a file.

Its devices and apps remember marks and the place of reading by these; the two blocks around a text
are what they divide into columns.
"""

from __future__ import annotations

import re

from lxml import etree

from publish.model.markup import X
from publish.model.xhtml import element

SPAN = "koboSpan"
COLUMNS, INNER = "book-columns", "book-inner"
STYLE = "#book-inner { margin-top: 0; margin-bottom: 0; }\n"
_BLOCKS = frozenset(
    f"{X}{name}"
    for name in "p h1 h2 h3 h4 h5 h6 li dt dd td th caption figcaption blockquote div section "
    "aside header nav figure pre".split()
)
_SKIPPED = frozenset(f"{X}{name}" for name in ("pre", "rp", "script", "style", "audio", "video"))
# Up to the end of a sentence, with the quotation marks and spaces after it; or the rest.
_SENTENCE = re.compile(r".+?(?:[.!?…]+[\"'”’»)\]]*\s+|[。！？]+[」』）”’]*\s*)|.+", re.S)


def add_kobo_markup(root: etree._Element) -> None:
    """Add the spans and the blocks to a page, in place."""
    body = root.find(f"{X}body")
    if body is not None:
        _Spans().add(body)
        _enclose(body)


def _enclose(body: etree._Element) -> None:
    inner = element("div", id=INNER)
    inner.text, body.text = body.text, None
    inner.extend(list(body))
    columns = element("div", id=COLUMNS)
    columns.append(inner)
    body.append(columns)


class _Spans:
    """Numbers the sentences of a page: the block, and the sentence in it."""

    def __init__(self) -> None:
        self._block = 0
        self._sentence = 0
        self._begins = True

    def add(self, node: etree._Element) -> None:
        """Put each sentence below an element into a span."""
        if not isinstance(node.tag, str) or not node.tag.startswith(X) or node.tag in _SKIPPED:
            return
        self._begins = self._begins or node.tag in _BLOCKS
        children = list(node)
        pieces, node.text = self._spans(node.text), None
        _insert(node, 0, pieces)
        for child in children:
            tail, child.tail = child.tail, None
            if child.tag == f"{X}img":
                node.replace(child, span := self._span(begins=True))
                span.append(child)
                child = span
            else:
                self.add(child)
            self._begins = self._begins or child.tag in _BLOCKS
            _insert(node, node.index(child) + 1, self._spans(tail), child)

    def _spans(self, text: str | None) -> list[etree._Element | str]:
        """A text as spans; white space alone as it is."""
        if not text or not text.strip():
            return [text] if text else []
        spans: list[etree._Element | str] = []
        for sentence in _SENTENCE.findall(text):
            if sentence.strip():
                span = self._span(begins=self._begins)
                span.text = sentence
                spans.append(span)
            else:
                spans.append(sentence)
        return spans

    def _span(self, *, begins: bool) -> etree._Element:
        if begins:
            self._block, self._sentence, self._begins = self._block + 1, 0, False
        self._sentence += 1
        return element("span", class_=SPAN, id=f"kobo.{self._block}.{self._sentence}")


def _insert(
    parent: etree._Element,
    at: int,
    pieces: list[etree._Element | str],
    before: etree._Element | None = None,
) -> None:
    """Insert spans and white space at a place, after the element `before`, or at the beginning."""
    for piece in pieces:
        if not isinstance(piece, str):
            parent.insert(at, piece)
            before, at = piece, at + 1
        elif before is None:
            parent.text = (parent.text or "") + piece
        else:
            before.tail = (before.tail or "") + piece
