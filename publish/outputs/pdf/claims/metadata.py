"""Document information, metadata and colours of a file; no date comes from the clock.

What the catalog holds comes as PDF syntax, for the linker and for pikepdf alike.
"""

from __future__ import annotations

import zlib
from importlib.metadata import distribution
from pathlib import Path

from publish import __version__
from publish.model.book import Book, Edition, Standard
from publish.outputs.pdf.claims.xmp import packet
from publish.outputs.pdf.link.linker import Linker
from publish.outputs.pdf.link.syntax import dictionary, reference, text

PRODUCER = f"publish {__version__}"
# The profile of the International Color Consortium for sRGB, which comes with the engine.
_PROFILE = "weasyprint/pdf/sRGB2014.icc"


def catalog(book: Book) -> dict[str, bytes]:
    """Language, and how a viewer shows the file."""
    direction = b"/R2L" if book.direction == "rtl" else b"/L2R"
    shown = {"DisplayDocTitle": b"true", "Direction": direction}
    return {"Lang": text(book.metadata.language), "ViewerPreferences": dictionary(shown)}


def information(book: Book, edition: Edition) -> dict[str, bytes]:
    """The information dictionary (ISO 32000-1, 14.3.3), which PDF 2.0 leaves to the metadata."""
    if edition.standard is Standard.UA2:
        return {}
    details = book.metadata
    moment = f"D:{details.modified:%Y%m%d%H%M%S}Z"
    told = {
        "Title": details.title,
        "Author": details.byline,
        "Subject": details.description,
        "Keywords": ", ".join(details.subjects),
        "Creator": PRODUCER,
        "Producer": PRODUCER,
        "CreationDate": moment,
        "ModDate": moment,
    }
    return {key: text(words) for key, words in told.items() if words}


def metadata(book: Book, edition: Edition) -> tuple[dict[str, bytes], bytes]:
    """The metadata stream: its dictionary and bytes."""
    return {"Type": b"/Metadata", "Subtype": b"/XML"}, packet(book, edition, PRODUCER)


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


def profile() -> tuple[dict[str, bytes], bytes]:
    """The colour profile: its dictionary and bytes."""
    path = Path(str(distribution("weasyprint").locate_file(_PROFILE)))
    return {"N": b"3", "Filter": b"/FlateDecode"}, zlib.compress(path.read_bytes(), 9)


def details(
    linker: Linker, book: Book, edition: Edition
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What the catalog and the information dictionary of a linked file hold."""
    entries = catalog(book)
    entries["Metadata"] = reference(linker.add_stream(*metadata(book, edition)))
    if edition.standard is not Standard.NONE:
        entries["OutputIntents"] = output_intents(reference(linker.add_stream(*profile())))
    return entries, information(book, edition)
