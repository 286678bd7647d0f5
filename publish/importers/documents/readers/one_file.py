"""Formats of which one file holds the whole book, each read by pandoc."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from publish.importers.documents.dialects.fiction import Fiction
from publish.importers.documents.dialects.html_blocks import keep_html_blocks
from publish.importers.documents.dialects.notes import with_wiki_links
from publish.importers.documents.dialects.org import OrgText
from publish.importers.documents.dialects.org_tree import rewrite_tree
from publish.importers.documents.dialects.quarto import with_equation_labels
from publish.importers.documents.dialects.rst import RstText
from publish.importers.documents.dialects.rst_tree import tree_rewriter
from publish.importers.documents.dialects.typst_tree import rewrite_labels
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.ooxml.properties import read_properties
from publish.importers.documents.project import Project, SourceDocument
from publish.importers.documents.readers import latex
from publish.importers.documents.readers.archive_frame import without_frame
from publish.importers.documents.readers.archives import check_contents, open_archive, programs_in
from publish.importers.documents.readers.dates import date_of
from publish.importers.documents.readers.docbook import read_docbook
from publish.importers.documents.readers.opendocument import read_opendocument
from publish.importers.documents.readers.rtf_text import rewrite_rtf
from publish.importers.documents.readers.web_page import is_ours, prepared
from publish.importers.documents.readers.yaml_files import split_head, words
from publish.importers.documents.source_files import files_below, read_text
from publish.importers.documents.tree import Node
from publish.importers.documents.word.facts import exported_facts


class PandocFormat(NamedTuple):
    """A format: pandoc's name for it with extensions, the suffixes of its files, and for one that
    is a zip archive a file in it that tells it from others; a pass over its tree, if it needs one.
    """

    pandoc: str
    suffixes: tuple[str, ...]
    member: str | None = None
    rewrite: Callable[[list[Node]], list[Node]] | None = None


FORMATS = {
    "word": PandocFormat("docx+styles+citations", (".docx", ".dotx"), "word/document.xml"),
    "opendocument": PandocFormat("odt", (".odt", ".ott"), "content.xml"),
    "html": PandocFormat("html+epub_html_exts-auto_identifiers", (".html", ".htm", ".xhtml")),
    "latex": PandocFormat("latex", latex.SUFFIXES),
    "markdown": PandocFormat("markdown", (".md", ".markdown")),
    "rst": PandocFormat("rst", (".rst",)),
    "rtf": PandocFormat("rtf", (".rtf",)),
    "org": PandocFormat("org", (".org",), rewrite=rewrite_tree),
    "typst": PandocFormat("typst", (".typ",), rewrite=rewrite_labels),
    "docbook": PandocFormat("docbook", (".docbook", ".dbk")),
    "jats": PandocFormat("jats", (".jats",)),
    "fb2": PandocFormat("fb2", (".fb2",)),
}


def recognise(source: Path) -> Callable[[Path], Project] | None:
    """The reader of a file of one of these formats; None for others."""
    name = _format_name(source) if source.is_file() else None
    return None if name is None else partial(read, name=name)


def _format_name(file: Path) -> str | None:
    """The format of a file: an archive by what is in it, any other by its suffix."""
    members: set[str] = set()
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            members = set(archive.namelist())
    for name, form in FORMATS.items():
        if form.member in members if form.member else file.suffix.lower() in form.suffixes:
            return name
    return _kind_of_xml(file) if file.suffix.lower() == ".xml" else None


# How the head of a document in XML names its format.
_KINDS_OF_XML = {
    "docbook": (b"DocBook", b"docbook.org/ns"),
    "jats": (b"JATS", b"-//NLM//DTD"),
    "fb2": (b"gribuser.ru",),
}


def _kind_of_xml(file: Path) -> str | None:
    """The format of a file whose suffix only says that it is XML, by its type or namespace."""
    with file.open("rb") as content:
        head = content.read(4096)
    kinds = _KINDS_OF_XML.items()
    return next((name for name, marks in kinds if any(mark in head for mark in marks)), None)


def read(source: Path, name: str) -> Project:
    """The project of one document in the format of that name."""
    form = FORMATS[name]
    document = SourceDocument(path=source.name, format=form.pandoc, rewrite=form.rewrite)
    if name == "latex":
        return latex.read(source)
    if name == "docbook":
        return read_docbook(source.read_bytes(), source, files_below(source.parent), Ledger())
    if name == "fb2":
        return _read_fiction(source, document)
    if name == "opendocument":
        return read_opendocument(source, form.pandoc)
    ledger = Ledger()
    if name == "html":
        return _read_page(source, document, ledger)
    if form.member:
        with open_archive(source) as archive:
            check_contents(archive)
            for program in programs_in(archive):
                ledger.add(LossKind.PROGRAM, source.name, program)
        document.file = source
    else:
        document.text = _text(source, name, ledger)
        document.rewrite = tree_rewriter(document.text) if name == "rst" else form.rewrite
    if name == "markdown":
        document.format = with_wiki_links(form.pandoc, [document.text or ""], ())
        return _with_head(document, source)
    project = Project(
        source.stem, [document], files_below(source.parent), is_one_document=True, ledger=ledger
    )
    return _of_word(project, source) if name == "word" else project


def _read_page(source: Path, document: SourceDocument, ledger: Ledger) -> Project:
    page = without_frame(read_text(source))
    if page.frame:
        ledger.add(LossKind.FRAME, source.name, page.frame)
    document.text = prepared(page.text)
    return Project(
        name=source.stem,
        documents=[document],
        read_file=files_below(source.parent),
        is_one_document=True,
        is_ours=is_ours(document.text),
        title=page.title,
        authors=page.authors,
        ledger=ledger,
    )


def _of_word(project: Project, source: Path) -> Project:
    """The project of a Word file with what the file says of itself."""
    project.exported = exported_facts(source)
    if project.exported:
        project.title, project.language = project.exported.title, project.exported.language
    else:
        own = read_properties(source)
        project.title, project.subtitle, project.named, project.authors, project.proofed = own
    return project


def _read_fiction(source: Path, document: SourceDocument) -> Project:
    fiction = Fiction(source.read_bytes())
    document.text, document.rewrite = fiction.text, fiction.rewrite
    document.own_text = fiction.words
    return Project(source.stem, [document], files_below(source.parent), is_one_document=True)


def _with_head(document: SourceDocument, source: Path) -> Project:
    """The project of a file of Markdown, whose head names what it cites."""
    head, _ = split_head(document.text or "", source.name)
    works, abstract = (
        head.get("bibliography") or [],
        head.get("abstract") or head.get("description"),
    )
    return Project(
        source.stem,
        [document],
        files_below(source.parent),
        is_one_document=True,
        date=date_of(head.get("date")),
        description=words(abstract),
        bibliography=[works] if isinstance(works, str) else [str(each) for each in works],
    )


def _text(source: Path, name: str, ledger: Ledger) -> str:
    """The text of a file after the pass for its format."""
    if name == "rtf":  # its letters are ASCII, and others are written by number
        return rewrite_rtf(source.read_bytes().decode("latin-1"))
    text = read_text(source)
    if name == "rst":
        return RstText(files_below(source.parent), ledger).rewrite(text, source.name)
    if name == "org":
        return OrgText(files_below(source.parent), ledger).rewrite(text, source.name)
    return with_equation_labels(keep_html_blocks(text)) if name == "markdown" else text
