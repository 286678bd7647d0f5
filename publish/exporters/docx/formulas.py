"""Formulas that the program cannot write from the LaTeX of the author: their MathML, as LaTeX.

The book has read macros, chemistry and quantities already, and its MathML has none of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from publish.exporters.tree.nodes import Node
from publish.external import run
from publish.importers.documents.program import find_pandoc
from publish.model.book import Book
from publish.model.markup import MATH

_FAILED = re.compile(r"Could not convert TeX math (.*?), rendering as TeX", re.DOTALL)
_SECONDS = 60


def failed_formulas(messages: str) -> set[str]:
    """The formulas that could not be written, with single spaces, from the program's messages."""
    return {_plain(match[1]) for match in _FAILED.finditer(messages)}


def _plain(formula: str) -> str:
    return " ".join(formula.split())


def from_mathml(book: Book, formulas: set[str]) -> Mapping[str, str]:
    """Other LaTeX for formulas, from their MathML."""
    elements = {}
    for section in book.walk():
        for element in section.body.iter(MATH):
            formula = _plain(element.get("alttext", ""))
            if formula in formulas:
                elements[formula] = element
    pages = b"".join(b"<p>%s</p>" % _bytes(element) for element in elements.values())
    made = run([find_pandoc(), "--from=html", "--to=json"], timeout=_SECONDS, stdin=pages)
    tree = json.loads(made.stdout)
    found = [next(_formulas(block), "") for block in tree["blocks"]]
    return {formula: tex for formula, tex in zip(elements, found, strict=False) if tex}


def _bytes(element: etree._Element) -> bytes:
    content: bytes = etree.tostring(element, with_tail=False)
    return content


def _formulas(content: Any) -> Iterator[str]:
    if isinstance(content, list):
        for each in content:
            yield from _formulas(each)
    elif isinstance(content, dict):
        if content["t"] == "Math":
            yield content["c"][1]
        yield from _formulas(content.get("c"))


def with_formulas(blocks: Sequence[Node], others: Mapping[str, str]) -> list[Node]:
    """The blocks with other LaTeX for some formulas."""
    return [_replaced(each, others) for each in blocks]


def _replaced(content: Any, others: Mapping[str, str]) -> Any:
    if isinstance(content, list):
        return [_replaced(each, others) for each in content]
    if not isinstance(content, dict) or "c" not in content:
        return content
    if content["t"] == "Math":
        kind, formula = content["c"]
        return {"t": "Math", "c": [kind, others.get(_plain(formula), formula)]}
    return {"t": content["t"], "c": _replaced(content["c"], others)}
