"""Formats of which one file holds the whole book, each read by pandoc."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from lxml import etree, html

from publish.importers.documents.dialects.html_blocks import keep_html_blocks
from publish.importers.documents.project import Document, Project
from publish.importers.documents.readers.archives import open_archive
from publish.importers.documents.readers.files import files_below, read_text
from publish.importers.documents.readers.identifiers import keep_identifiers


class Format(NamedTuple):
    """A format: pandoc's name for it with extensions, and whether pandoc reads bytes of it."""

    pandoc: str
    binary: bool = False


_DOCX = Format("docx+styles+citations", binary=True)
_ODT = Format("odt", binary=True)
_BY_SUFFIX = {
    ".docx": _DOCX,
    ".dotx": _DOCX,
    ".odt": _ODT,
    ".rtf": Format("rtf"),
    ".html": Format("html+epub_html_exts"),
    ".htm": Format("html+epub_html_exts"),
    ".xhtml": Format("html+epub_html_exts"),
    ".tex": Format("latex+raw_tex"),
    ".rst": Format("rst"),
    ".org": Format("org"),
    ".typ": Format("typst"),
    ".dbk": Format("docbook"),
    ".docbook": Format("docbook"),
    ".jats": Format("jats"),
    ".fb2": Format("fb2"),
    ".md": Format("markdown+wikilinks_title_after_pipe"),
    ".markdown": Format("markdown"),
}
# The file in a zip archive that tells its format.
_BY_MEMBER = {"word/document.xml": _DOCX, "content.xml": _ODT}


def recognise(source: Path) -> Callable[[Path], Project] | None:
    """The reader of a file of one of these formats; None for others."""
    form = format_of(source) if source.is_file() else None
    return None if form is None else read


def format_of(file: Path) -> Format | None:
    """The format of a file: an archive by what is in it, any other by its suffix."""
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
        return next((form for member, form in _BY_MEMBER.items() if member in names), None)
    form = _BY_SUFFIX.get(file.suffix.lower())
    return None if form is None or form.binary else form


def read(source: Path) -> Project:
    """The project of one document."""
    form = format_of(source)
    assert form is not None
    if form.binary:
        open_archive(source).close()
    text = None if form.binary else read_text(source)
    if text is not None and form.pandoc.startswith("html"):
        text = _with_identifiers(text)
    if text is not None and form.pandoc.startswith("markdown"):
        text = keep_html_blocks(text)
    document = Document(
        path=source.name,
        format=form.pandoc,
        text=text,
        file=source if form.binary else None,
    )
    return Project(source.stem, [document], files_below(source.parent), is_one_document=True)


def _with_identifiers(text: str) -> str:
    """A web page whose identifiers all have a place in pandoc's tree."""
    try:
        page = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:
        return text
    keep_identifiers(page, "")
    return str(html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>"))
