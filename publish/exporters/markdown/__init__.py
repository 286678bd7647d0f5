"""Markdown for any other tool, a file for each chapter: GitHub's dialect, with HTML for the rest.

The dialect is CommonMark with pipe tables, notes, task lists and formulas between dollars, which
GitHub, editors, generators of sites and pandoc read alike.

adapting.py  documents of the book as ones that the dialect can say
readme.py    the page that opens the folder, with metadata and contents
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath

from publish.context import Context
from publish.exporters.charts import with_drawn_charts
from publish.exporters.content import Exported, ExportSource
from publish.exporters.index_marks import with_see_marks
from publish.exporters.ledger import Ledger
from publish.exporters.losses import add_losses
from publish.exporters.markdown.adapting import adapted
from publish.exporters.markdown.readme import contents, head
from publish.exporters.pandoc import WriteJob, write
from publish.exporters.pictures import picture_files
from publish.exporters.rewriting import identifier_of, walk
from publish.exporters.tree import Document, book_documents
from publish.render.scripts import fonts_for

README = "README.md"
_FORMAT = "gfm+tex_math_dollars-tex_math_gfm-alerts"


def export_markdown(source: ExportSource, _: Context) -> Exported:
    """A file for each chapter, the pictures, and `README.md` with the contents."""
    ledger = Ledger()
    book = with_drawn_charts(source.book, fonts_for(source.book, source.edition), ledger)
    documents = with_see_marks(book, book_documents(book))
    add_losses(documents, ledger)
    names = dict(zip(_names(documents), documents, strict=True))
    places = dict(_places(names))
    jobs = [
        WriteJob(adapted(each.blocks, partial(_address, places, name)), _FORMAT)
        for name, each in names.items()
    ]
    opening = WriteJob(contents(book, partial(_address, places, README)), _FORMAT)
    first, *texts = write([opening, *jobs])
    files = dict(zip(names, texts, strict=True))
    pages = {README: head(book) + first, **files}
    encoded = {name: text.encode() for name, text in pages.items()}
    return Exported({**encoded, **picture_files(book, documents)}, ledger)


def _address(places: Mapping[str, str], page: str, name: str) -> str:
    """The address of a name, from the file `page`."""
    place = places.get(name, page)
    return f"#{name}" if place == page else f"{place}#{name}"


def _names(documents: Sequence[Document]) -> Iterable[str]:
    """The names of the files, whose order is that of the book."""
    digits = len(str(len(documents)))
    for i, document in enumerate(documents, start=1):
        yield f"{i:0{digits}}-{PurePosixPath(document.section.href).stem}.md"


def _places(names: Mapping[str, Document]) -> Iterable[tuple[str, str]]:
    """The file of each name that links lead to."""
    for name, document in names.items():
        for each in walk(document.blocks):
            if identifier := identifier_of(each):
                yield identifier, name
