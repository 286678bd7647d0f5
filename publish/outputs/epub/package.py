"""The package: metadata, manifest and spine, through EbookLib; the one file that imports it.

EbookLib is told of the files as plain items, without their bytes: its own page classes drop what
they do not know (the head's links, the body's class and `epub:type`) and lose text past their
parser's limits.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping

from ebooklib import epub
from lxml import etree

from publish import __version__
from publish.model.book import Book, Contributor
from publish.outputs.epub.accessibility import Statement
from publish.outputs.epub.archive import FOLDER, unpack
from publish.outputs.epub.items import NCX_TYPE, Part

_OPF = f"{FOLDER}/content.opf"
_COVER_ID = "cover-image"
_OPF_NAME = "{http://www.idpf.org/2007/opf}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CREATORS = frozenset({"aut", "com", "edt"})  # who made the work; others helped (EPUB 3.3, 5.5.3)


def describe(
    book: Book, parts: Iterable[Part], statements: Iterable[Statement], isbn: str
) -> dict[str, bytes]:
    """The package document, and the container's that leads to it, by their places."""
    said = list(statements)
    made = epub.EpubBook()
    _describe(made, book, isbn)
    for statement in said:
        if not statement.link:
            made.add_metadata(None, "meta", statement.value, _attributes(statement))
    for part in parts:
        _add(made, part)
    options = {
        "mtime": book.metadata.modified,
        "epub3_pages": False,
        "epub3_landmark": False,
        "raise_exceptions": True,
    }
    written = io.BytesIO()
    epub.write_epub(written, made, options)
    links = [statement for statement in said if statement.link]
    files = unpack(written.getvalue())
    files[_OPF] = _completed(files[_OPF], book, links)
    return {name: content for name, content in files.items() if content}


def _attributes(statement: Statement) -> dict[str, str]:
    named = {"id": statement.name} if statement.name else {}
    refined = {"refines": f"#{statement.about}"} if statement.about else {}
    return {"property": statement.property, **named, **refined}


def _add(made: epub.EpubBook, part: Part) -> None:
    entry = epub.EpubItem(_id(part), part.href, part.media_type, b"")
    entry.properties = list(part.properties)
    made.add_item(entry)
    if part.spine:
        made.spine.append(entry)


def _id(part: Part) -> str:
    """An identifier for the manifest; the spine's `toc` attribute wants the NCX to be `ncx`."""
    if part.media_type == NCX_TYPE:
        return "ncx"
    if "cover-image" in part.properties:
        return _COVER_ID
    return "file-" + part.href.replace("/", "-")


def _describe(made: epub.EpubBook, book: Book, isbn: str) -> None:
    details = book.metadata
    made.IDENTIFIER_ID = "identifier"
    made.set_identifier(details.identifier)
    made.set_language(details.language)
    if book.direction == "rtl":
        made.set_direction("rtl")
    made.set_unique_metadata("OPF", "generator", "", _generator())
    _titles(made, book)
    if isbn:
        made.add_metadata("DC", "identifier", f"urn:isbn:{_digits(isbn)}", {"id": "isbn"})
    for index, author in enumerate(details.authors, start=1):
        _contributor(made, author, index)
    for name, value in _plain(book):
        made.add_metadata("DC", name, value)
    cover = {"name": "cover", "content": _COVER_ID}  # how EPUB 2 names the cover image
    made.add_metadata(None, "meta", "", cover)


def _plain(book: Book) -> Iterator[tuple[str, str]]:
    details = book.metadata
    pairs = [
        ("publisher", details.publisher),
        ("date", details.date.isoformat() if details.date else ""),
        ("rights", details.rights),
        ("description", " ".join(details.description.split())),
        *(("subject", subject) for subject in details.subjects),
    ]
    yield from ((name, value) for name, value in pairs if value)


def _generator() -> Mapping[str, str]:
    return {"name": "generator", "content": f"publish {__version__}"}


def _titles(made: epub.EpubBook, book: Book) -> None:
    titles = [("main", book.metadata.title), ("subtitle", book.metadata.subtitle)]
    for sequence, (kind, text) in enumerate(titles, start=1):
        if text:
            made.add_metadata("DC", "title", text, {"id": f"title-{kind}"})
            _refine(made, f"title-{kind}", "title-type", kind)
            _refine(made, f"title-{kind}", "display-seq", str(sequence))


def _contributor(made: epub.EpubBook, author: Contributor, index: int) -> None:
    name = f"contributor-{index}"
    element = "creator" if author.role in _CREATORS else "contributor"
    made.add_metadata("DC", element, author.name, {"id": name})
    _refine(made, name, "role", author.role, scheme="marc:relators")
    _refine(made, name, "display-seq", str(index))


def _refine(made: epub.EpubBook, name: str, kind: str, value: str, **more: str) -> None:
    made.add_metadata(None, "meta", value, {"refines": f"#{name}", "property": kind, **more})


def _digits(isbn: str) -> str:
    return "".join(sign for sign in isbn if sign.isdigit())


def _completed(package: bytes, book: Book, links: Iterable[Statement]) -> bytes:
    """The package document with what EbookLib cannot say: its links (EPUB 3.3, 5.5.7), and the
    language and direction of its own words (5.3)."""
    root = etree.fromstring(package)
    root.set(_XML_LANG, book.metadata.language)
    if book.direction == "rtl":
        root.set("dir", "rtl")
    metadata = root.find(f"{_OPF_NAME}metadata")
    if metadata is not None:
        for link in links:
            told = {"rel": link.property, "refines": f"#{link.about}", "href": link.value}
            etree.SubElement(metadata, f"{_OPF_NAME}link", told)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
