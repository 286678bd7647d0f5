"""A settled book as pandoc's tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from publish.exporters.tree import Document, book_documents
from publish.model.book import Book
from tests.exporting.small_book import FILES

Node = dict[str, Any]


@pytest.fixture
def documents(read_files: Callable[[Mapping[str, str]], Book]) -> list[Document]:
    return book_documents(read_files(FILES))


def _walk(content: object) -> Iterator[Node]:
    if isinstance(content, list):
        for each in content:
            yield from _walk(each)
    elif isinstance(content, dict):
        yield content
        yield from _walk(content.get("c"))


def _of_type(documents: list[Document], kind: str) -> list[Node]:
    nodes = (node for document in documents for node in _walk(document.blocks))
    return [node for node in nodes if node["t"] == kind]


def _of_class(documents: list[Document], name: str) -> list[Node]:
    nodes = (node for kind in ("Div", "Span", "Link") for node in _of_type(documents, kind))
    return [node for node in nodes if name in node["c"][0][1]]


def _text(content: object) -> str:
    words = {"Space": " ", "LineBreak": "\n"}
    return "".join(
        node["c"] if node["t"] == "Str" else words.get(node["t"], "") for node in _walk(content)
    )


def test_each_file_is_a_document_with_numbered_headings(documents: list[Document]) -> None:
    assert [each.section.id for each in documents] == [
        *("preface", "water", "ferry", "rope", "tools", "terms", "bibliography", "index")
    ]
    headings = [_text(node["c"][2]) for node in _of_type(documents, "Header")]
    assert headings[:4] == ["Preface", "Part I. Water", "Chapter 1. The Ferry", "1.1 Landing"]
    assert "unnumbered" in _of_type(documents, "Header")[0]["c"][1][1]


def test_what_the_book_resolves_is_in_the_tree(documents: list[Document]) -> None:
    references = [_text(node["c"][1]) for node in _of_class(documents, "xref")]
    assert references[:3] == [
        "Chapter\N{NO-BREAK SPACE}1",
        "Figure\N{NO-BREAK SPACE}1",
        "Appendix\N{NO-BREAK SPACE}A",
    ]
    labels = [dict(map(tuple, node["c"][0][2])) for node in _of_class(documents, "label")]
    kinds = [each["kind"] for each in labels if "kind" in each]
    assert kinds == ["figure", "table", "equation", "listing", "theorem", *["table"] * 3]
    marks = [node["c"][0][2] for node in _of_class(documents, "index-mark")]
    assert marks[1] == [["entry", "craft:raft"], ["entry", "wood"]]


def test_notes_are_in_their_lines_once(documents: list[Document]) -> None:
    notes = [_text(node["c"]) for node in _of_type(documents, "Note")]
    assert notes == ["A note on crossing.Its second paragraph.", "A second note."]
    assert len(_of_class(documents, "noteref")) == 1


def test_no_node_is_of_an_unknown_type(documents: list[Document]) -> None:
    tables = _of_type(documents, "Table")
    assert [len(node["c"][2]) for node in tables] == [2, 2, 2, 2]
    assert _of_type(documents, "CodeBlock")[0]["c"][0][1] == ["python", "numberLines"]
    assert {node["c"][0]["t"] for node in _of_type(documents, "Math")} == {
        "DisplayMath",
        "InlineMath",
    }
