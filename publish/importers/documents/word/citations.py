"""Citations of an exported file: what their locators count is named in the language of the book.

The list of works is written by the book; where it is in a text, its place is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from publish.csl.locale import locator_labels
from publish.importers.documents.tree import OURS, Node, plain_text
from publish.importers.documents.word.constructs import style_of

BIBLIOGRAPHY = "::: bibliography\n:::"
_LIST = "Bibliography"
_SUFFIX = re.compile(r"\s*,?\s*(?P<label>[a-z-]+(?: verbo)?)\s+(?P<rest>.*)", re.S)


def with_citations(content: Any, language: str) -> Any:
    """Nodes whose citations have the words of a language for their locators."""
    if isinstance(content, list):
        return [with_citations(each, language) for each in content]
    if not isinstance(content, dict) or "c" not in content:
        return content
    if content["t"] != "Cite":
        return {"t": content["t"], "c": with_citations(content["c"], language)}
    cited, words = content["c"]
    return {"t": "Cite", "c": [[_cite(each, language) for each in cited], words]}


def _cite(cite: dict[str, Any], language: str) -> dict[str, Any]:
    match = _SUFFIX.fullmatch(plain_text(cite["citationSuffix"]))
    labels = locator_labels(language) if match else {}
    named = [word for word, label in labels.items() if match and label == match["label"]]
    if match is None or not named:
        return cite
    word = next((each for each in named if each.endswith(".")), named[0])
    suffix = f"{word} {match['rest']}".strip()
    return {**cite, "citationSuffix": [{"t": "Str", "c": suffix}]}


def without_works(blocks: Sequence[Node], drop: Callable[[str], None]) -> list[Node]:
    """Blocks with a mark in the place of each list of works."""
    found: list[Node] = []
    mark = {"t": "RawBlock", "c": [OURS, BIBLIOGRAPHY]}
    for block in blocks:
        if style_of(block) != _LIST:
            found.append(block)
            continue
        drop(plain_text(block))
        if found[-1:] != [mark]:
            found.append(mark)
    return found
