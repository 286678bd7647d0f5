"""The folder that an EPUB is made from, as editors of EPUBs take it.

`src/` has the files of the container (EPUB 3.3, 4): zipped with `mimetype` first and stored, they
are the EPUB of the edition.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from publish.context import Context
from publish.exporters.content import Exported, ExportSource

SOURCE = "src"


def export_epub_source(source: ExportSource, _: Context) -> Exported:
    """The files of the edition's EPUB, which was verified."""
    with ZipFile(BytesIO(source.product())) as archive:
        files = {f"{SOURCE}/{name}": archive.read(name) for name in archive.namelist()}
    return Exported(files)
