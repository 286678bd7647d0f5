"""Typed references in the words of a document: "see Chapter 3", "as Listing 9-6 shows"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from publish.importers.documents.references.words import Label, find_labels
from publish.importers.documents.tree import Node, attributes

TYPED = "typed-reference"  # the class of a span around a label
_HAS_NUMBER = re.compile(r"\d|\b(?:[A-Z]|[IVXLC]{2,6})\b")
_NUMBER = re.compile(r"\d{1,4}(?:[.-]\d{1,3})*|[A-Z](?:[.-]\d{1,3})*")
ANY = "number"  # the kind of a number whose word is not known
_TEXT = {"Space": " ", "SoftBreak": "\n"}
# Nodes whose words are other than running text, or belong to another book.
_CLOSED = frozenset({"Link", "Cite", "Code", "Math", "Image", "RawInline", "Header", "CodeBlock"})
_OF_RUN = ("Str", "Link")
_OTHER_WORK = ("Emph", "Cite", "Link", "Quoted")


def with_typed(content: Any, language: str) -> Any:
    """Nodes, or lists of them, in which a span is around each typed reference."""
    if isinstance(content, dict):
        return _typed_node(content, language)
    if isinstance(content, tuple):
        return tuple(with_typed(each, language) for each in content)
    if not isinstance(content, list):
        return content
    if _is_run(content):
        return list(_run(content, language))
    return [
        with_typed(each, language) if isinstance(each, (dict, list, tuple)) else each
        for each in content
    ]


def _typed_node(node: Node, language: str) -> Node:
    inner = node.get("c")
    if node["t"] in _CLOSED:
        return _link(node, language) if node["t"] == "Link" else node
    if inner is None or isinstance(inner, str):
        return node
    return {"t": node["t"], "c": with_typed(inner, language)}


def _is_run(content: Sequence[Any]) -> bool:
    return any(isinstance(each, dict) and each["t"] in _OF_RUN for each in content)


def with_typed_links(content: Any, language: str) -> Any:
    """Nodes in which a span is around the words of each link that are a label, and no others."""
    if isinstance(content, dict):
        if content.get("t") == "Link":
            return _link(content, language)
        return {key: with_typed_links(value, language) for key, value in content.items()}
    if isinstance(content, tuple):
        return tuple(with_typed_links(each, language) for each in content)
    if isinstance(content, list):
        return [with_typed_links(each, language) for each in content]
    return content


def _link(node: Node, language: str) -> Node:
    """A link; one whose words are a label alone gets a span around them."""
    own, words, target = node["c"]
    text = _text(words)
    label = next(find_labels(text, language), None) if text else None
    if label is None or (label.start, label.end) != (0, len(text)):
        return node
    return {"t": "Link", "c": [own, list(_marked(text, [label])), target]}


def _text(nodes: Sequence[Node]) -> str:
    """The words of nodes that are nothing but words; otherwise nothing."""
    parts = [_TEXT.get(node["t"]) or (node["c"] if node["t"] == "Str" else "\0") for node in nodes]
    text = "".join(parts)
    return "" if "\0" in text else text


def _run(nodes: Sequence[Node], language: str) -> Iterator[Node]:
    """A run of inline nodes, whose stretches of plain words are searched."""
    words: list[Node] = []
    for node in nodes:
        if node["t"] == "Str" or node["t"] in _TEXT:
            words.append(node)
            continue
        if number := _bare_number(node):
            before, reference = _with_word(_text(words), number, node, language)
            yield from _searched(before, language, node) if before else ()
            yield reference
        else:
            yield from _searched(words, language, node)
            yield with_typed(node, language)
        words = []
    yield from _searched(words, language, None)


def _bare_number(node: Node) -> str:
    """The number that is all of a link's words, as of a reference in Word; "" for other nodes."""
    text = _text(node["c"][1]) if node["t"] == "Link" else ""
    return text if _NUMBER.fullmatch(text) else ""


def _with_word(text: str, number: str, link: Node, language: str) -> tuple[list[Node], Node]:
    """The words before a linked number without the one that belongs to it, and the link with it."""
    own, _, target = link["c"]
    whole = f"{text}{number}"
    labels = [label for label in find_labels(whole, language) if label.end == len(whole)]
    last = (
        labels[-1] if labels else Label(ANY, number, len(text), len(whole), len(text), len(whole))
    )
    before = [{"t": "Str", "c": text[: last.start]}] if text[: last.start] else []
    return before, {"t": "Link", "c": [own, [_span(whole, last)], target]}


def _searched(words: list[Node], language: str, following: Node | None) -> Iterator[Node]:
    text = _text(words)
    labels = list(find_labels(text, language)) if _HAS_NUMBER.search(text) else []
    if labels and following and following["t"] in _OTHER_WORK and _ends_of(text, labels[-1]):
        labels.pop()
    yield from _marked(text, labels) if labels else words


def _ends_of(text: str, label: Label) -> bool:
    """Whether the words after a label lead on to the work that it is in: "Chapter 3 of …"."""
    return text[label.end :].strip().lower() in ("of", "in", "of the", "von", "de", "из", "da")


def _marked(text: str, labels: Sequence[Label]) -> Iterator[Node]:
    at = 0
    for label in labels:
        if text[at : label.start]:
            yield {"t": "Str", "c": text[at : label.start]}
        yield _span(text, label)
        at = label.end
    if text[at:]:
        yield {"t": "Str", "c": text[at:]}


def _span(text: str, label: Label) -> Node:
    before = text[label.start : label.number_start].replace("\n", " ")
    after = text[label.number_end : label.end]
    shown = text[label.number_start : label.number_end]
    keys = {"kind": label.kind, "number": label.number}
    keys |= {"before": before, "shown": shown, "after": after}
    words = {"t": "Str", "c": text[label.start : label.end]}
    return {"t": "Span", "c": [["", [TYPED], list(map(list, keys.items()))], [words]]}


def typed_label(node: Node) -> Node | None:
    """The span around a typed reference that is all of a link's words; None for other nodes."""
    words = node["c"][1]
    is_one = len(words) == 1 and words[0]["t"] == "Span" and TYPED in attributes(words[0]).classes
    return words[0] if is_one else None


def is_bare(label: Node) -> bool:
    """Whether a typed reference is a number without a word."""
    return attributes(label).keys["kind"] == ANY
