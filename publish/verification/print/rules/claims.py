"""Rules about the standard of a file, its printing condition, its metadata and its fonts."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from publish.model.printer import PrintStandard
from publish.verification.print.finding import Finding, Job
from publish.verification.print.reader import PrintFile

# ISO 15930-1, 6.1, and 15930-7, 6.1.
_VERSIONS = {PrintStandard.X4: "1.6", PrintStandard.X1A: "1.3"}
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def wrong_version(file: PrintFile, job: Job) -> Iterator[Finding]:
    """A version of PDF that the standard does not know."""
    asked = _VERSIONS.get(job.order.printer.interior.standard)
    if asked and file.pdf.pdf_version > asked:
        yield Finding(None, f"the file is PDF {file.pdf.pdf_version}; the standard has {asked}")


def unclaimed_standard(file: PrintFile, job: Job) -> Iterator[Finding]:
    """A file that does not say which standard it meets."""
    asked = job.order.printer.interior.standard
    claimed = str(file.pdf.docinfo.get("/GTS_PDFXVersion", ""))
    if asked is not PrintStandard.NONE and claimed != asked.value:
        yield Finding(None, f"the file claims {claimed or 'no standard'}, not {asked}")


def missing_intent(file: PrintFile, job: Job) -> Iterator[Finding]:
    """A file that does not say for which press its inks are meant."""
    interior = job.order.printer.interior
    if interior.standard is PrintStandard.NONE:
        return
    intents = list(file.pdf.Root.get("/OutputIntents", pikepdf.Array()))
    named = [str(each.get("/OutputConditionIdentifier", "")) for each in intents]
    if named != [interior.condition] or str(intents[0].get("/S")) != "/GTS_PDFX":
        found = ", ".join(named) or "none"
        yield Finding(None, f"the printing condition is {found}, not {interior.condition}")


def unwanted_profile(file: PrintFile, job: Job) -> Iterator[Finding]:
    """A colour profile in a file for a printer that converts by it, and prints black as grey."""
    if job.order.printer.interior.profile_is_embedded:
        return
    intents = file.pdf.Root.get("/OutputIntents", pikepdf.Array())
    if any("/DestOutputProfile" in each for each in iter(intents)):
        yield Finding(
            None, "a colour profile is embedded, by which the printer would convert black"
        )


def unknown_trapping(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """A file that does not say whether it is trapped."""
    if str(file.pdf.docinfo.get("/Trapped", "")) not in ("/False", "/True"):
        yield Finding(None, "the file does not say whether colours are trapped")


def unnamed(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """A file without a title or an identifier."""
    if not str(file.pdf.docinfo.get("/Title", "")):
        yield Finding(None, "the file has no title")
    if "/ID" not in file.pdf.trailer:
        yield Finding(None, "the file has no identifier")


def font_not_embedded(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """Fonts that the printer would have to replace."""
    for font in _fonts(file):
        descriptor = font.get("/FontDescriptor")
        if descriptor is None or not any(key in descriptor for key in _FONT_FILES):
            yield Finding(None, f"the font {_name(font)} is not embedded")


def font_of_drawings(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """Fonts whose letters are drawings or pixels, which programs of printers set badly."""
    for each in file.dictionaries:
        if each.get("/Type") == "/Font" and each.get("/Subtype") == "/Type3":
            yield Finding(None, "a font has drawings for letters (Type 3)")


def _fonts(file: PrintFile) -> Iterator[pikepdf.Object]:
    """The fonts that have letters of their own: those below a composite font, and simple ones."""
    for each in file.dictionaries:
        if each.get("/Type") == "/Font" and each.get("/Subtype") not in ("/Type0", "/Type3"):
            yield each


def _name(font: pikepdf.Object) -> str:
    return str(font.get("/BaseFont", "?"))[1:]


def incomplete_metadata(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Metadata without what a standard asks for (ISO 15930-1, 6.12, and 15930-7, 6.15)."""
    standard = job.order.printer.interior.standard
    if standard is PrintStandard.NONE:
        return
    for key in ("/CreationDate", "/ModDate"):
        if not str(file.pdf.docinfo.get(key, "")):
            yield Finding(None, f"the file has no {key[1:]}")
    metadata = file.pdf.Root.get("/Metadata")
    written = b"" if metadata is None else metadata.read_bytes()
    if b"DocumentID" not in written or standard.value.encode() not in written:
        yield Finding(None, f"the metadata do not name the document and {standard}")
    is_named = str(file.pdf.docinfo.get("/GTS_PDFXConformance", "")) == standard.value
    if standard is PrintStandard.X1A and not is_named:
        yield Finding(None, f"the file does not claim to conform to {standard}")
