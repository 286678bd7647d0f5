"""Document information, metadata and colours of a file; no date comes from the clock.

Entries of the catalog are PDF syntax, for the linker and for pikepdf alike.
"""

from __future__ import annotations

import zlib
from importlib.metadata import distribution
from pathlib import Path

from publish.model.book import Book, Edition, Standard
from publish.outputs.pdf.claims.xmp import xmp_packet
from publish.outputs.pdf.link.syntax import dictionary, text
from publish.version import __version__

PRODUCER = f"publish {__version__}"
# The sRGB profile of the International Color Consortium, which comes with the engine.
_PROFILE = "weasyprint/pdf/sRGB2014.icc"


def catalog_entries(book: Book) -> dict[str, bytes]:
    """Language, and how a viewer shows the file."""
    direction = b"/R2L" if book.direction == "rtl" else b"/L2R"
    preferences = {"DisplayDocTitle": b"true", "Direction": direction}
    return {
        "Lang": text(book.metadata.language),
        "ViewerPreferences": dictionary(preferences),
    }


def document_information(book: Book, edition: Edition) -> dict[str, bytes]:
    """The information dictionary (ISO 32000-1, 14.3.3), empty for PDF 2.0, which uses XMP alone."""
    if edition.standard is Standard.UA2:
        return {}
    details = book.metadata
    moment = f"D:{details.modified:%Y%m%d%H%M%S}Z"
    values = {
        "Title": details.title,
        "Author": details.byline,
        "Subject": details.description,
        "Keywords": ", ".join(details.subjects),
        "Creator": PRODUCER,
        "Producer": PRODUCER,
        "CreationDate": moment,
        "ModDate": moment,
    }
    return {key: text(value) for key, value in values.items() if value}


def metadata_stream(book: Book, edition: Edition) -> tuple[dict[str, bytes], bytes]:
    """The metadata stream: its dictionary and bytes."""
    return {"Type": b"/Metadata", "Subtype": b"/XML"}, xmp_packet(book, edition, PRODUCER)


def output_intents(profile: bytes) -> bytes:
    """What the colours of the file mean (ISO 19005-2, 6.2.3), by a reference to the profile."""
    intent = {
        "Type": b"/OutputIntent",
        "S": b"/GTS_PDFA1",
        "OutputConditionIdentifier": text("sRGB"),
        "Info": text("sRGB IEC61966-2.1"),
        "DestOutputProfile": profile,
    }
    return b"[" + dictionary(intent) + b"]"


def colour_profile() -> tuple[dict[str, bytes], bytes]:
    """The colour profile: its dictionary and bytes."""
    path = Path(str(distribution("weasyprint").locate_file(_PROFILE)))
    return {"N": b"3", "Filter": b"/FlateDecode"}, zlib.compress(path.read_bytes(), 9)
