"""Clicks on words of a web edition, as `templates/preview/words.js` sends them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lxml import html

from bench.clicks.judging import Answer, Element
from publish.preview.source_map.screens import ScreenPlace, source_of_screen
from publish.preview.source_map.source_map import SourceMap
from publish.preview.source_map.words import SpannedWord, spanned_words

_AROUND = 120  # characters on each side of a word
_RUN = 30  # words that are clicked in a row, so that they are judged by their neighbours
_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong "
    "sub sup time u var wbr".split()
)
_FORMULA = frozenset(
    "annotation math mfrac mi mn mo mover mrow mspace msqrt mstyle msub msubsup msup mtable mtd "
    "mtext mtr munder munderover semantics".split()
)


class _Part(NamedTuple):
    """Where the text of an element begins in a document, and the anchor around it."""

    start: int
    element: Element
    anchor: str


class _Document:
    """The text of a document, in the parts that it is from."""

    def __init__(self, root: html.HtmlElement) -> None:
        self._texts: list[str] = []
        self._length = 0
        self._parts: list[_Part] = []
        self._walk(root, _Part(0, (0, ""), ""))
        self.text = "".join(self._texts)

    def part_at(self, place: int) -> _Part:
        return next(each for each in reversed(self._parts) if each.start <= place)

    def _walk(self, node: html.HtmlElement, around: _Part) -> None:
        if not isinstance(node.tag, str) or _is_left_out(node):
            return
        name = node.tag.rpartition("}")[2]
        is_inline = name in _INLINE or name in _FORMULA
        gap = "" if is_inline else " "
        element = around.element if is_inline else (len(self._parts) + 1, name)
        id_ = node.get("id", "")
        anchor = around.anchor if not id_ or id_.startswith("page-") else id_
        here = _Part(self._length, element, anchor)
        self._add(gap + (node.text or ""), here)
        for child in node:
            self._walk(child, here)
            self._add(child.tail or "", here)
        self._add(gap, here)

    def _add(self, text: str, part: _Part) -> None:
        self._parts.append(part._replace(start=self._length))
        self._texts.append(text)
        self._length += len(text)


def _is_left_out(node: html.HtmlElement) -> bool:
    classes = node.get("class", "").split()
    return node.tag in ("script", "style") or "page" in classes or node.get("hidden") is not None


def clicks(texts: SourceMap, folder: Path, share: int) -> Iterator[list[Answer]]:
    """The words of one run in so many, of all documents, and what a click on each opens."""
    for path in sorted((folder / "text").glob("*.html")):
        root = html.fromstring(path.read_text(encoding="utf-8"))
        [main] = root.iter("main")
        document = _Document(main)
        words = list(spanned_words(document.text))
        for start in range(0, len(words), _RUN * share):
            yield _run(texts, document, words[start : start + _RUN])


def _run(texts: SourceMap, document: _Document, words: Sequence[SpannedWord]) -> list[Answer]:
    return [_answer(texts, document, each) for each in words]


def _answer(texts: SourceMap, document: _Document, word: SpannedWord) -> Answer:
    part = document.part_at(word.start)
    start = max(word.start - _AROUND, 0)
    around = document.text[start : word.start + _AROUND]
    place = ScreenPlace(part.anchor, around, word.start - start)
    return Answer(word.word, part.element, source_of_screen(texts, place))
