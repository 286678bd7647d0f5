"""The account of an import: each word of the source is in the book or in the ledger.

Words are runs of letters and digits, compared without case after NFKC, wherever they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from publish.importers.documents.program import Parsed
from publish.importers.documents.tree import (
    ASIDES,
    Node,
    attributes,
    formula_text,
    plain_text,
    walk,
)

_LOCATOR = re.compile(r"^\W*[^\W\d]{1,5}\.(?=\s*\d)")  # the label of a page, which a style words
_WORD = re.compile(r"\w+")
_APART = frozenset({"deletion", "comment-start"})


@dataclass(frozen=True, slots=True)
class Account:
    """How many words the source has, and which of them are neither in the book nor explained."""

    words: int
    lost: Counter[str]

    @property
    def lost_count(self) -> int:
        """The number of lost words."""
        return self.lost.total()


def count_words(texts: Iterable[str]) -> Counter[str]:
    """The words of texts, and how often each occurs."""
    whole = "\n".join(texts)
    if not whole.isascii():
        whole = unicodedata.normalize("NFKC", whole)
    return Counter(_WORD.findall(whole.casefold()))


def account(
    parsed: Mapping[str, Parsed],
    own_texts: Iterable[str],
    book: Counter[str],
    ledger: Iterable[str],
) -> Account:
    """The account of parsed documents, by the words of the book and those that are explained.

    `own_texts` have words of the source that its parser may have dropped.
    """
    source = count_words(text for tree in parsed.values() for text in source_texts(tree.source))
    source |= count_words(own_texts)
    return Account(source.total(), source - book - count_words(ledger))


def source_texts(blocks: list[Node]) -> Iterator[str]:
    """The texts of a document, a paragraph at a time, so that no word is taken apart."""
    repeated: set[int] = set()
    for node in walk(blocks):
        if id(node) in repeated:
            continue
        if node["t"] == "Figure":
            repeated.update(map(id, _same(node)))
        elif texts := _TEXTS.get(node["t"]):
            yield from texts(node)


def _apart(span: Node) -> Iterator[str]:
    """The words of a tracked deletion or a comment; those around it stay whole."""
    if _APART & {*attributes(span).classes}:
        yield _joined(span["c"][1])


def _alternative(picture: Node) -> Iterator[str]:
    if alt := attributes(picture).keys.get("alt"):
        yield alt


_TEXTS: dict[str, Callable[[Node], Iterable[str]]] = {
    "Para": lambda node: [_joined(node["c"])],
    "Plain": lambda node: [_joined(node["c"])],
    "Header": lambda node: [_joined(node["c"][2])],
    "LineBlock": lambda node: map(_joined, node["c"]),
    "DefinitionList": lambda node: (_joined(term) for term, _ in node["c"]),
    "CodeBlock": lambda node: [node["c"][1]],
    "Span": _apart,
    "Image": _alternative,
}


def _same(figure: Node) -> Iterator[Node]:
    """The paragraphs of a figure that only repeat its caption as the text of the picture."""
    _, (_, caption), content = figure["c"]
    words = plain_text(caption)
    for block in content:
        if block["t"] in ("Plain", "Para") and all(
            each["t"] == "Image" and plain_text(each["c"][1]) == words for each in block["c"]
        ):
            yield block


def _joined(content: object) -> str:
    """Inline nodes as text; notes, which have paragraphs of their own, are a space."""
    if isinstance(content, list):
        return "".join(map(_joined, content))
    assert isinstance(content, dict)
    kind = content["t"]
    if kind == "Str":
        return str(content["c"])
    if kind == "Code":
        return str(content["c"][1])
    if kind == "Math":
        return formula_text(content["c"][1])
    if kind == "RawInline":
        return ""
    if kind in ("Note", "Space", "SoftBreak", "LineBreak"):
        return " "
    if kind == "Span":
        return _span(content)
    if kind == "Cite":
        around = ("citationPrefix", "citationSuffix")
        texts = (_joined(each[part]) for each in content["c"][0] for part in around)
        return " ".join(_LOCATOR.sub("", text) for text in texts)
    inner = content["c"]
    if kind == "Quoted":
        return f"“{_joined(inner[1])}”"
    return _joined(inner[1] if kind in ("Link", "Image") else inner)


def _span(node: Node) -> str:
    classes = {*attributes(node).classes}
    if classes & _APART:
        return ""
    words = _joined(node["c"][1])
    return f" {words} " if classes & ASIDES else words
