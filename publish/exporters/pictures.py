"""The pictures of a book, as files of an export."""

from __future__ import annotations

from collections.abc import Sequence

from publish.exporters.rewriting import walk
from publish.exporters.tree import Document
from publish.model.book import Book


def picture_files(book: Book, documents: Sequence[Document]) -> dict[str, bytes]:
    """The pictures that documents show, by their addresses there."""
    contents = {resource.href: resource.content for resource in book.resources}
    shown = {
        each["c"][2][0]
        for document in documents
        for each in walk(document.blocks)
        if each["t"] == "Image"
    }
    return {href: contents[href] for href in sorted(shown) if href in contents}
