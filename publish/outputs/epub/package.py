"""The package document: metadata, manifest and spine, through EbookLib; only this file imports it.

EbookLib gets the files as plain items without their bytes: its own page classes drop what they do
not know (links in the head, class and `epub:type` of the body) and lose text past the limits of
their parser.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping

from ebooklib import epub
from lxml import etree

from publish.model.book import Book
from publish.model.licence import licence_address
from publish.model.markup import XML_LANG
from publish.model.metadata import Contributor, isni_address, orcid_address
from publish.model.sort_names import sorted_name, sorted_title
from publish.model.xmlsafe import parse_own
from publish.outputs.epub.accessibility import MetadataProperty
from publish.outputs.epub.archive import unpack
from publish.outputs.epub.items import FOLDER, NCX_TYPE, ManifestItem
from publish.outputs.epub.navigation import Landmark
from publish.version import __version__

_OPF = f"{FOLDER}/content.opf"
_COVER_ID = "cover-image"
_OPF_NS = "{http://www.idpf.org/2007/opf}"
_GUIDE = {"cover": "cover", "toc": "toc", "bodymatter": "text"}
_CREATORS = frozenset({"aut", "com", "edt"})  # of the work; others contributed (EPUB 3.3, 5.5.3)


def package_files(
    book: Book,
    items: Iterable[ManifestItem],
    properties: Iterable[MetadataProperty],
    landmarks: Iterable[Landmark],
    isbn: str,
) -> dict[str, bytes]:
    """The package document and the container document that leads to it, by their paths."""
    properties = list(properties)
    package = epub.EpubBook()
    _add_metadata(package, book, isbn)
    for each in properties:
        if not each.is_link:
            package.add_metadata(None, "meta", each.value, _attributes(each))
    for item in items:
        _add_item(package, item)
    options = {
        "mtime": book.metadata.modified,
        "epub3_pages": False,
        "epub3_landmark": False,
        "raise_exceptions": True,
    }
    package.guide = list(_guide(landmarks))
    archive = io.BytesIO()
    epub.write_epub(archive, package, options)
    files = unpack(archive.getvalue())
    files[_OPF] = _completed(files[_OPF], book, [each for each in properties if each.is_link])
    return {name: content for name, content in files.items() if content}


def _guide(landmarks: Iterable[Landmark]) -> Iterator[dict[str, str]]:
    """The landmarks that older reading systems open, as EPUB 2 names them (OPF 2.0.1, 2.6)."""
    for landmark in landmarks:
        if type_ := _GUIDE.get(landmark.type):
            yield {"type": type_, "title": landmark.text, "href": landmark.href}


def _attributes(each: MetadataProperty) -> dict[str, str]:
    id_ = {"id": each.id} if each.id else {}
    refines = {"refines": f"#{each.refines}"} if each.refines else {}
    return {"property": each.property, **id_, **refines}


def _add_item(package: epub.EpubBook, item: ManifestItem) -> None:
    entry = epub.EpubItem(_item_id(item), item.href, item.media_type, b"")
    entry.properties = list(item.properties)
    package.add_item(entry)
    if item.spine:
        package.spine.append(entry)


def _item_id(item: ManifestItem) -> str:
    """An identifier for the manifest; the spine's `toc` attribute requires the NCX to be `ncx`."""
    if item.media_type == NCX_TYPE:
        return "ncx"
    if "cover-image" in item.properties:
        return _COVER_ID
    return "file-" + item.href.replace("/", "-")


def _add_metadata(package: epub.EpubBook, book: Book, isbn: str) -> None:
    metadata = book.metadata
    package.IDENTIFIER_ID = "identifier"
    package.set_identifier(metadata.identifier)
    package.set_language(metadata.language)
    if book.direction == "rtl":
        package.set_direction("rtl")
    package.set_unique_metadata("OPF", "generator", "", _generator())
    _add_titles(package, book)
    _add_series(package, book)
    if isbn:
        digits = "".join(filter(str.isdigit, isbn))
        package.add_metadata("DC", "identifier", f"urn:isbn:{digits}", {"id": "isbn"})
    for index, author in enumerate(metadata.authors, start=1):
        _add_contributor(package, author, index, metadata.language)
    for name, value in _simple_elements(book):
        package.add_metadata("DC", name, value)
    _add_trade(package, book)
    cover = {"name": "cover", "content": _COVER_ID}  # how EPUB 2 names the cover image
    package.add_metadata(None, "meta", "", cover)


def _simple_elements(book: Book) -> Iterator[tuple[str, str]]:
    """The Dublin Core elements that nothing refines."""
    metadata = book.metadata
    pairs = [
        ("publisher", metadata.publisher),
        ("date", metadata.date.isoformat() if metadata.date else ""),
        ("rights", metadata.shown_rights),
        ("description", " ".join(metadata.description.split())),
        *(("subject", subject) for subject in metadata.subjects),
    ]
    yield from ((name, value) for name, value in pairs if value)


def _generator() -> Mapping[str, str]:
    return {"name": "generator", "content": f"publish {__version__}"}


def _add_titles(package: epub.EpubBook, book: Book) -> None:
    titles = [("main", book.metadata.title), ("subtitle", book.metadata.subtitle)]
    for sequence, (kind, text) in enumerate(titles, start=1):
        if text:
            package.add_metadata("DC", "title", text, {"id": f"title-{kind}"})
            _refine(package, f"title-{kind}", "title-type", kind)
            _refine(package, f"title-{kind}", "display-seq", str(sequence))
    metadata = book.metadata
    if by := metadata.title_sort or sorted_title(metadata.title, metadata.language):
        _refine(package, "title-main", "file-as", by)


def _add_series(package: epub.EpubBook, book: Book) -> None:
    """The series, and the number of the book in it (EPUB 3.3, D.3.2)."""
    if series := book.metadata.series:
        attributes = {"property": "belongs-to-collection", "id": "series"}
        package.add_metadata(None, "meta", series, attributes)
        _refine(package, "series", "collection-type", "series")
        if number := book.metadata.series_number:
            _refine(package, "series", "group-position", number)


def _add_contributor(
    package: epub.EpubBook, author: Contributor, index: int, language: str
) -> None:
    id_ = f"contributor-{index}"
    element = "creator" if author.role in _CREATORS else "contributor"
    package.add_metadata("DC", element, author.name, {"id": id_})
    _refine(package, id_, "role", author.role, scheme="marc:relators")
    _refine(package, id_, "display-seq", str(index))
    if by := author.sort or sorted_name(author.name, language):
        _refine(package, id_, "file-as", by)
    for address in filter(None, (orcid_address(author), isni_address(author))):
        _refine(package, id_, "dcterms:identifier", address)


def _add_trade(package: epub.EpubBook, book: Book) -> None:
    """The licence, the DOI, the ISSN of the series, and the codes of the subjects (D.3.9)."""
    metadata = book.metadata
    if metadata.licence:
        licence = {"property": "dcterms:license"}
        package.add_metadata(None, "meta", licence_address(metadata.licence), licence)
    if metadata.doi:
        package.add_metadata("DC", "identifier", f"doi:{metadata.doi}", {"id": "doi"})
    if metadata.issn:
        _refine(package, "series", "dcterms:identifier", f"urn:issn:{metadata.issn}")
    for authority, codes in (("Thema", book.trade.thema), ("BISAC", book.trade.bisac)):
        for number, code in enumerate(codes, start=1):
            id_ = f"{authority.lower()}-{number}"
            package.add_metadata("DC", "subject", code, {"id": id_})
            _refine(package, id_, "authority", authority)
            _refine(package, id_, "term", code)


def _refine(package: epub.EpubBook, id_: str, name: str, value: str, **more: str) -> None:
    package.add_metadata(None, "meta", value, {"refines": f"#{id_}", "property": name, **more})


def _completed(package: bytes, book: Book, links: Iterable[MetadataProperty]) -> bytes:
    """The package document with what EbookLib cannot write: links (EPUB 3.3, 5.5.7), and the
    language and direction of its own text (5.3)."""
    root = parse_own(package)
    root.set(XML_LANG, book.metadata.language)
    if book.direction == "rtl":
        root.set("dir", "rtl")
    metadata = root.find(f"{_OPF_NS}metadata")
    if metadata is not None:
        for link in links:
            attributes = {"rel": link.property, "refines": f"#{link.refines}", "href": link.value}
            etree.SubElement(metadata, f"{_OPF_NS}link", attributes)
    content: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"
