"""The export of a book as a Word file, from first to last."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from publish.context import Context
from publish.exporters.charts import with_drawn_charts
from publish.exporters.content import Exported, ExportSource
from publish.exporters.docx.document import word_blocks
from publish.exporters.docx.facts import facts_of
from publish.exporters.docx.formulas import failed_formulas, from_mathml, with_formulas
from publish.exporters.docx.heading_numbers import heading_lists
from publish.exporters.docx.package import finish_package
from publish.exporters.docx.pictures import WordPicture, word_pictures
from publish.exporters.docx.references import reference_forms
from publish.exporters.docx.word_lists import heading_list_ids
from publish.exporters.ledger import Ledger, LossKind
from publish.exporters.tree import book_documents
from publish.exporters.tree.nodes import API_VERSION, Node, node, words
from publish.external import run
from publish.files import temporary_folder, write_atomic
from publish.importers.documents.program import find_pandoc
from publish.model.book import Book
from publish.render.scripts import fonts_for

_SECONDS = 300


def export_docx(source: ExportSource, context: Context) -> Exported:
    """The Word file of a book, `<name>.docx`. Raises `MissingTool` without pandoc."""
    theme = fonts_for(source.book, source.edition)
    ledger = Ledger()
    book = with_drawn_charts(source.book, theme, ledger)
    pictures = word_pictures(
        book.resources, [str(font.path) for font in theme.fonts], context.cache
    )
    lists = heading_lists(book)
    documents = book_documents(book)
    blocks, bookmarks = word_blocks(book, documents, lists, pictures, ledger)
    written, failed = _written(blocks, _metadata(book), pictures)
    if failed:
        blocks = with_formulas(blocks, from_mathml(book, failed))
        written, failed = _written(blocks, _metadata(book), pictures)
    for formula in sorted(failed):
        ledger.add(LossKind.FORMULA, formula)
    numbers = heading_list_ids(lists, bookmarks)
    first = frozenset(bookmarks.name(section.id) for section in book.opening_sections())
    facts = facts_of(book, bookmarks, reference_forms(documents))
    content = finish_package(written, book, numbers, first, pictures, facts)
    return Exported({f"{book.name}.docx": content}, ledger)


def _metadata(book: Book) -> Mapping[str, Any]:
    data = book.metadata
    texts = {"title": data.title, "subtitle": data.subtitle}
    texts["date"] = data.date.isoformat() if data.date else ""
    found = {name: _inlines(text) for name, text in texts.items() if text}
    authors = [_inlines(author.name) for author in data.authors]
    return {**found, "author": node("MetaList", authors), "lang": _inlines(data.language)}


def _inlines(text: str) -> Node:
    return node("MetaInlines", list(words(text)))


def _written(
    blocks: Sequence[Node], metadata: Mapping[str, Any], pictures: Mapping[str, WordPicture]
) -> tuple[bytes, set[str]]:
    """The tree as pandoc writes it as Word, and the formulas that it cannot write."""
    tree = {"pandoc-api-version": API_VERSION, "meta": metadata, "blocks": blocks}
    with temporary_folder() as folder:
        for picture in pictures.values():
            file = folder / picture.file
            file.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(file, picture.content)
        target = folder / "written.docx"
        completed = run(
            [
                *(find_pandoc(), "--from=json", "--to=docx", "--syntax-highlighting=none"),
                *(f"--resource-path={folder}", "--output", target),
            ],
            timeout=_SECONDS,
            stdin=json.dumps(tree).encode(),
        )
        return target.read_bytes(), failed_formulas(completed.stderr.decode())
