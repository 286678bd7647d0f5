"""The input of the layout: an edition of a book as documents with a style sheet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from publish.model.book import Book, Edition
from publish.outputs.pdf.document.trees import DocumentTrees
from publish.render.shared_inputs import SharedInputs
from publish.render.theme import Theme


@dataclass(frozen=True, slots=True)
class LayoutInput:
    """An edition of a settled book: its documents, with the style sheet and fonts for them.

    `style` was rendered from `style_file`, a file of the theme; `shared` is what all templates of
    the documents see.
    """

    book: Book
    edition: Edition
    documents: DocumentTrees
    style: str
    style_file: Path
    theme: Theme
    shared: SharedInputs
