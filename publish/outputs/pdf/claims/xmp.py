"""The XMP packet of a PDF (ISO 16684-1), with the standards that the file claims to meet.

No library writes it: a file that claims PDF/A-2 must describe the schema of PDF/UA in its packet
(ISO 19005-2, 6.6.2.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree
from lxml.builder import ElementMaker

from publish.model.book import Book, Edition, Standard
from publish.model.licence import licence_address
from publish.model.markup import XML_LANG
from publish.model.metadata import Metadata
from publish.model.relators import RELATORS

_SPACES = {
    "x": "adobe:ns:meta/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "pdfd": "http://pdfa.org/declarations/",
}
_OPEN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
_CLOSE = b'\n<?xpacket end="r"?>'

# Well-Tagged PDF 1.0: each of its two levels is declared separately.
_WELL_TAGGED = (
    "http://pdfa.org/declarations/wtpdf#accessibility1.0",
    "http://pdfa.org/declarations/wtpdf#reuse1.0",
)

_build = ElementMaker(nsmap=_SPACES)


def xmp_packet(book: Book, edition: Edition, producer: str) -> bytes:
    """The metadata packet of an edition; no date comes from the clock."""
    properties = [*_properties(book, edition, producer), *_claims(edition.standard)]
    description = _element("rdf:Description", *properties)
    description.set(_name("rdf:about"), "")
    root = _element("x:xmpmeta", _element("rdf:RDF", description))
    etree.cleanup_namespaces(root, top_nsmap=_SPACES)
    return _OPEN + etree.tostring(root, encoding="utf-8") + _CLOSE


def _properties(book: Book, edition: Edition, producer: str) -> Iterator[etree._Element]:
    details = book.metadata
    authors = [author.name for author in details.authors if author.role == "aut"]
    yield from _text_property("dc:title", details.title)
    yield from _list_property("dc:creator", "rdf:Seq", authors)
    yield from _text_property("dc:description", details.description)
    yield from _list_property("dc:contributor", "rdf:Bag", _others(details))
    yield from _list_property("dc:subject", "rdf:Bag", details.subjects)
    yield from _list_property("dc:publisher", "rdf:Bag", [details.publisher])
    yield from _text_property("dc:rights", details.shown_rights)
    yield from _list_property("dc:relation", "rdf:Bag", [details.series_with_number])
    yield from _list_property("dc:language", "rdf:Bag", [details.language])
    moment = f"{details.modified:%Y-%m-%dT%H:%M:%SZ}"
    simple = {
        "dc:identifier": f"urn:isbn:{edition.isbn}" if edition.isbn else details.identifier,
        "dc:format": "application/pdf",
        "pdf:Keywords": ", ".join((*details.subjects, *book.trade.keywords)),
        "pdf:Producer": producer,
        "xmp:CreatorTool": producer,
        "xmpRights:WebStatement": licence_address(details.licence),
        "xmp:CreateDate": moment,
        "xmp:ModifyDate": moment,
        "xmp:MetadataDate": moment,
    }
    yield from (_element(name, value) for name, value in simple.items() if value)


def _others(details: Metadata) -> list[str]:
    """The contributors besides the authors, each with its role: "Cy Rowan (translator)"."""
    terms = {code: term for term, code in RELATORS.items()}
    others = (each for each in details.authors if each.role != "aut")
    return [f"{each.name} ({terms.get(each.role, each.role)})" for each in others]


def _claims(standard: Standard) -> Iterator[etree._Element]:
    """The standards of a file: ISO 14289-1, 5; ISO 19005-2, 6.6.4; ISO 14289-2, 5; ISO 19005-4."""
    if standard is Standard.UA1:
        yield _element("pdfuaid:part", "1")
        yield _element("pdfaid:part", "2")
        yield _element("pdfaid:conformance", "A")
        yield _pdfua_schema()
    if standard is Standard.UA2:
        yield _element("pdfuaid:part", "2")
        yield _element("pdfuaid:rev", "2024")
        yield _element("pdfaid:part", "4")
        yield _element("pdfaid:rev", "2020")
        yield _declarations(_WELL_TAGGED)


def _pdfua_schema() -> etree._Element:
    """The description of the PDF/UA schema, which PDF/A-2 requires (ISO 19005-2, 6.6.2.3.3)."""
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


def _declarations(standards: Sequence[str]) -> etree._Element:
    """PDF Declarations 1.0: other standards that a file conforms to."""
    entries = (_structure("pdfd", conformsTo=standard) for standard in standards)
    return _element("pdfd:declarations", _element("rdf:Bag", *entries))


def _structure(scheme: str, **values: str) -> etree._Element:
    """An item with properties."""
    item = _element("rdf:li", *(_element(f"{scheme}:{key}", v) for key, v in values.items()))
    item.set(_name("rdf:parseType"), "Resource")
    return item


def _text_property(name: str, text: str) -> Iterator[etree._Element]:
    """A property with one text as its default alternative; nothing for no text."""
    if text:
        item = _element("rdf:li", text)
        item.set(XML_LANG, "x-default")
        yield _element(name, _element("rdf:Alt", item))


def _list_property(name: str, kind: str, texts: Iterable[str]) -> Iterator[etree._Element]:
    """A property with several values; nothing for none."""
    items = [_element("rdf:li", text) for text in texts if text]
    if items:
        yield _element(name, _element(kind, *items))


def _element(name: str, *content: etree._Element | str) -> etree._Element:
    element: etree._Element = _build(_name(name), *content)
    return element


def _name(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"
