"""Document information and XMP from the book's own metadata; no date comes from the clock."""

from __future__ import annotations

import pikepdf
from pikepdf import Dictionary, Name, String

from publish import __version__
from publish.model.book import Book, Edition
from publish.outputs.pdf.link.linker import Linker

PRODUCER = f"publish {__version__}"


def set_metadata(pdf: pikepdf.Pdf, book: Book, edition: Edition) -> None:
    """Information dictionary, XMP with the identification of PDF/UA-1, language, title bar."""
    details = book.metadata
    moment = details.modified
    pdf.docinfo = pdf.make_indirect(Dictionary())
    info = {
        "/Title": details.title,
        "/Author": details.byline,
        "/Subject": details.description,
        "/Keywords": ", ".join(details.subjects),
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
        "/CreationDate": f"D:{moment:%Y%m%d%H%M%S}Z",
        "/ModDate": f"D:{moment:%Y%m%d%H%M%S}Z",
    }
    for key, text in info.items():
        if text:
            pdf.docinfo[key] = String(text)
    _set_xmp(pdf, book, edition)
    pdf.Root.Lang = String(details.language)
    pdf.Root.ViewerPreferences = Dictionary(
        DisplayDocTitle=True, Direction=Name.R2L if book.direction == "rtl" else Name.L2R
    )


def details(
    linker: Linker, book: Book, edition: Edition
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The same for a linked file: what its catalog and its information dictionary hold.

    They are taken from an empty file that pikepdf writes them into.
    """
    with pikepdf.new() as pdf:
        set_metadata(pdf, book, edition)
        packet = pdf.Root.Metadata.read_bytes()
        about = {"Type": b"/Metadata", "Subtype": b"/XML"}
        catalog = {
            "Metadata": b"%d 0 R" % linker.add_stream(about, packet),
            **{name: pdf.Root[f"/{name}"].unparse() for name in ("Lang", "ViewerPreferences")},
        }
        info = {name[1:]: value.unparse() for name, value in pdf.docinfo.items()}
    return catalog, info


def _set_xmp(pdf: pikepdf.Pdf, book: Book, edition: Edition) -> None:
    details = book.metadata
    moment = f"{details.modified:%Y-%m-%dT%H:%M:%SZ}"
    if "/Metadata" in pdf.Root:
        del pdf.Root.Metadata
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["pdfuaid:part"] = "1"
        xmp["dc:title"] = details.title
        xmp["dc:language"] = {details.language}
        xmp["dc:format"] = "application/pdf"
        xmp["dc:identifier"] = f"urn:isbn:{edition.isbn}" if edition.isbn else details.identifier
        if details.byline:
            xmp["dc:creator"] = [author.name for author in details.authors if author.role == "aut"]
        if details.publisher:
            xmp["dc:publisher"] = {details.publisher}
        if details.description:
            xmp["dc:description"] = details.description
        if details.subjects:
            xmp["dc:subject"] = list(details.subjects)
            xmp["pdf:Keywords"] = ", ".join(details.subjects)
        if details.rights:
            xmp["dc:rights"] = details.rights
        xmp["pdf:Producer"] = PRODUCER
        xmp["xmp:CreatorTool"] = PRODUCER
        xmp["xmp:CreateDate"] = moment
        xmp["xmp:ModifyDate"] = moment
        xmp["xmp:MetadataDate"] = moment
