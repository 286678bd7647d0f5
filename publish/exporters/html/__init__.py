"""HTML for any browser: the whole book on one page, beside its pictures.

adapting.py  the tree of the book as plain HTML
formulas.py  its formulas
page.py      the page around the text; page.css is its style
"""

from __future__ import annotations

from collections.abc import Mapping

from publish.context import Context
from publish.exporters.charts import with_drawn_charts
from publish.exporters.content import Exported, ExportSource
from publish.exporters.html.adapting import adapted
from publish.exporters.html.formulas import mathml_by_latex
from publish.exporters.html.page import page
from publish.exporters.index_marks import with_see_marks
from publish.exporters.ledger import Ledger
from publish.exporters.losses import add_losses
from publish.exporters.pandoc import WriteJob, write
from publish.exporters.pictures import picture_files
from publish.exporters.tree import book_documents
from publish.render.scripts import fonts_for

_OPTIONS: Mapping[str, str | bool] = {"section_divs": True, "html_math_method": "mathml"}


def export_html(source: ExportSource, _: Context) -> Exported:
    """One page, and the pictures."""
    ledger = Ledger()
    book = with_drawn_charts(source.book, fonts_for(source.book, source.edition), ledger)
    documents = with_see_marks(book, book_documents(book))
    add_losses(documents, ledger)
    blocks = [block for document in documents for block in document.blocks]
    (text,) = write([WriteJob(adapted(blocks, mathml_by_latex(book)), "html5", _OPTIONS)])
    files = {f"{book.name}.html": page(book, text).encode(), **picture_files(book, documents)}
    return Exported(files, ledger)
