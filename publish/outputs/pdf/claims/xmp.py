"""The metadata packet of a PDF (ISO 16684-1), with what the file claims to meet.

It is written here and not by a library, since a file that claims PDF/A-2 has to describe in it the
schema of PDF/UA (ISO 19005-2, 6.6.2.3), which no library does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree
from lxml.builder import ElementMaker

from publish.model.book import Book, Edition, Standard

_SPACES = {
    "x": "adobe:ns:meta/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "pdfd": "http://pdfa.org/declarations/",
}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_OPEN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
_CLOSE = b'\n<?xpacket end="r"?>'

# Well-Tagged PDF 1.0: each of its two levels is declared apart.
_WELL_TAGGED = (
    "http://pdfa.org/declarations/wtpdf#accessibility1.0",
    "http://pdfa.org/declarations/wtpdf#reuse1.0",
)

_made = ElementMaker(nsmap=_SPACES)


def packet(book: Book, edition: Edition, producer: str) -> bytes:
    """What a book says of itself in an edition; no date comes from the clock."""
    told = [*_told(book, edition, producer), *_claimed(edition.standard)]
    about = _element("rdf:Description", *told)
    about.set(_name("rdf:about"), "")
    whole = _element("x:xmpmeta", _element("rdf:RDF", about))
    etree.cleanup_namespaces(whole, top_nsmap=_SPACES)
    return _OPEN + etree.tostring(whole, encoding="utf-8") + _CLOSE


def _told(book: Book, edition: Edition, producer: str) -> Iterator[etree._Element]:
    details = book.metadata
    authors = [author.name for author in details.authors if author.role == "aut"]
    yield from _worded("dc:title", details.title)
    yield from _listed("dc:creator", "rdf:Seq", authors)
    yield from _worded("dc:description", details.description)
    yield from _listed("dc:subject", "rdf:Bag", details.subjects)
    yield from _listed("dc:publisher", "rdf:Bag", [details.publisher])
    yield from _worded("dc:rights", details.rights)
    yield from _listed("dc:language", "rdf:Bag", [details.language])
    moment = f"{details.modified:%Y-%m-%dT%H:%M:%SZ}"
    plain = {
        "dc:identifier": f"urn:isbn:{edition.isbn}" if edition.isbn else details.identifier,
        "dc:format": "application/pdf",
        "pdf:Keywords": ", ".join(details.subjects),
        "pdf:Producer": producer,
        "xmp:CreatorTool": producer,
        "xmp:CreateDate": moment,
        "xmp:ModifyDate": moment,
        "xmp:MetadataDate": moment,
    }
    yield from (_element(name, text) for name, text in plain.items() if text)


def _claimed(standard: Standard) -> Iterator[etree._Element]:
    """What the file claims: ISO 14289-1, 5; ISO 19005-2, 6.6.4; ISO 14289-2, 5; ISO 19005-4."""
    if standard is Standard.UA1:
        yield _element("pdfuaid:part", "1")
        yield _element("pdfaid:part", "2")
        yield _element("pdfaid:conformance", "A")
        yield _described()
    if standard is Standard.UA2:
        yield _element("pdfuaid:part", "2")
        yield _element("pdfuaid:rev", "2024")
        yield _element("pdfaid:part", "4")
        yield _element("pdfaid:rev", "2020")
        yield _declared(_WELL_TAGGED)


def _described() -> etree._Element:
    """The schema of the claim of PDF/UA, which PDF/A-2 does not know (ISO 19005-2, 6.6.2.3.3)."""
    part = _structure(
        "pdfaProperty",
        name="part",
        valueType="Integer",
        category="internal",
        description="Part of ISO 14289 that the file conforms to",
    )
    schema = _structure(
        "pdfaSchema",
        schema="PDF/UA identification schema",
        namespaceURI=_SPACES["pdfuaid"],
        prefix="pdfuaid",
    )
    schema.append(_element("pdfaSchema:property", _element("rdf:Seq", part)))
    return _element("pdfaExtension:schemas", _element("rdf:Bag", schema))


def _declared(standards: Sequence[str]) -> etree._Element:
    """PDF Declarations 1.0: what else a file conforms to."""
    entries = (_structure("pdfd", conformsTo=standard) for standard in standards)
    return _element("pdfd:declarations", _element("rdf:Bag", *entries))


def _structure(scheme: str, **values: str) -> etree._Element:
    """An item that has properties."""
    item = _element("rdf:li", *(_element(f"{scheme}:{key}", v) for key, v in values.items()))
    item.set(_name("rdf:parseType"), "Resource")
    return item


def _worded(name: str, text: str) -> Iterator[etree._Element]:
    """A property in the language of its words, if there are any."""
    if text:
        item = _element("rdf:li", text)
        item.set(_LANGUAGE, "x-default")
        yield _element(name, _element("rdf:Alt", item))


def _listed(name: str, kind: str, texts: Iterable[str]) -> Iterator[etree._Element]:
    """A property of several values, if there are any."""
    items = [_element("rdf:li", text) for text in texts if text]
    if items:
        yield _element(name, _element(kind, *items))


def _element(name: str, *content: etree._Element | str) -> etree._Element:
    made: etree._Element = _made(_name(name), *content)
    return made


def _name(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"
