"""The smallest valid EPUB and PDF, and twins with one error; written without our writers."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pikepdf

_CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
_PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
    ' xml:lang="en">'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<dc:identifier id="id">urn:uuid:8d2b9a4e-58f5-4a43-9a0c-6f6a3f1c2b77</dc:identifier>'
    "<dc:title>Tide Tables</dc:title><dc:language>en</dc:language>"
    '<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>'
    '<meta property="schema:accessMode">textual</meta>'
    '<meta property="schema:accessModeSufficient">textual</meta>'
    '<meta property="schema:accessibilityFeature">tableOfContents</meta>'
    '<meta property="schema:accessibilityHazard">none</meta>'
    '<meta property="schema:accessibilitySummary">A page of text.</meta></metadata>'
    '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml"'
    ' properties="nav"/></manifest><spine><itemref idref="nav"/></spine></package>'
)
_NAV = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"{language}>'
    '<head><title>Tide Tables</title></head><body><nav epub:type="toc" role="doc-toc"'
    ' aria-labelledby="top"><h1 id="top">Contents</h1><ol><li>'
    '<a href="nav.xhtml#{target}">Contents</a></li></ol></nav>'
    '<p id="here">High water.</p></body></html>'
)
_XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"><dc:title><rdf:Alt>'
    '<rdf:li xml:lang="x-default">Tide Tables</rdf:li></rdf:Alt></dc:title></rdf:Description>'
    '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)


def write_epub(path: Path, *, dead_link: bool = False, language: bool = True) -> Path:
    """A book of one page; with a broken link EPUBCheck must report RSC-012.

    Where the page names no language Ace must say html-has-lang.
    """
    page = {
        "target": "nowhere" if dead_link else "here",
        "language": ' lang="en" xml:lang="en"' if language else "",
    }
    entries = {
        "META-INF/container.xml": _CONTAINER,
        "package.opf": _PACKAGE,
        "nav.xhtml": _NAV.format(**page),
    }
    with zipfile.ZipFile(path, "w") as book:
        for name, text in {"mimetype": "application/epub+zip", **entries}.items():
            book.writestr(zipfile.ZipInfo(name), text)
    return path


def write_pdf(path: Path, *, alternative: bool = True) -> Path:
    """A tagged page with one drawn figure; without alternative text veraPDF must report 7.3-1."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    page.obj.Contents = pdf.make_stream(b"/Figure <</MCID 0>> BDC 40 40 120 120 re f EMC")
    page.obj.StructParents = 0
    page.obj.Tabs = pikepdf.Name.S
    root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    figure = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.StructElem, S=pikepdf.Name.Figure, P=root, Pg=page.obj, K=0
        )
    )
    if alternative:
        figure.Alt = pikepdf.String("A black square")
    root.K = pikepdf.Array([figure])
    root.ParentTree = pikepdf.Dictionary(Nums=[0, pikepdf.Array([figure])])
    pdf.Root.StructTreeRoot = root
    pdf.Root.Lang = pikepdf.String("en")
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    pdf.Root.Metadata = pdf.make_stream(
        _XMP.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
    )
    pdf.save(path, deterministic_id=True)
    return path
