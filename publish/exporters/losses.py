"""What formats without pages and without a place beside the text leave out of a tree."""

from __future__ import annotations

from collections.abc import Sequence

from publish.exporters.ledger import Ledger, LossKind
from publish.exporters.rewriting import classes_of, walk
from publish.exporters.tree import Document
from publish.exporters.tree.code import NUMBER_LINES


def add_losses(documents: Sequence[Document], ledger: Ledger) -> None:
    """Add references to pages, and numbers of lines of code."""
    for document in documents:
        place = document.section.title
        for each in walk(document.blocks):
            if each["t"] == "CodeBlock" and NUMBER_LINES in classes_of(each):
                ledger.add(LossKind.LINE_NUMBERS, place, each["c"][1])
            elif each["t"] == "Link" and "page" in classes_of(each):
                ledger.add(LossKind.PAGE_REFERENCE, place, each["c"][2][0])
