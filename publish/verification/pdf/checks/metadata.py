"""The metadata of the file: title, language, authors, tags (ISO 32000-1, 14.3; ISO 14289-1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pikepdf

from publish.model.book import Standard
from publish.verification.claims import claims_of
from publish.verification.difference import Code, Difference, quoted
from publish.verification.licences import letters_of_address, letters_of_licence
from publish.verification.pdf.finished import FinishedPdf

# The claims of each standard, by the names of `claims_of`.
_CLAIMS: dict[Standard, tuple[str, ...]] = {
    Standard.UA1: ("ua1", "2a"),
    Standard.UA2: ("ua2", "4", "wtpdf", "wtpdf-reuse"),
    Standard.NONE: (),
}


def check_metadata(finished: FinishedPdf) -> Iterator[Difference]:
    """Information dictionary, XMP with its claims, language and the viewer's title bar."""
    for aspect, right, shown in _values(finished):
        if right != shown:
            values = quoted(right), quoted(shown)
            yield Difference(Code.METADATA, "metadata", "the book", aspect, *values)


def _values(finished: FinishedPdf) -> Iterator[tuple[str, str, str | None]]:
    """Each aspect with its expected and its actual value."""
    pdf, details = finished.pdf, finished.book.metadata
    standard = finished.edition.standard
    if standard is Standard.UA2:  # PDF/A-4 has no information dictionary (ISO 19005-4, 6.1.3)
        yield "information", "in XMP only", _if_true("/Info" not in pdf.trailer, "in XMP only")
    else:
        yield "title", details.title, _text(pdf.docinfo.get("/Title"))
        yield "author", details.byline, _text(pdf.docinfo.get("/Author")) or ""
    yield "language", details.language, _text(pdf.Root.get("/Lang"))
    # Left open for reading only: the end of a `with` would write it again.
    xmp = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
    yield "title in XMP", details.title, xmp.get("dc:title")
    series = ", ".join(filter(None, (details.series, details.series_number)))
    yield "series in XMP", series, _listed(xmp.get("dc:relation"))
    others = [each.name for each in details.authors if each.role != "aut"]
    shown = [str(each).rpartition(" (")[0] for each in xmp.get("dc:contributor") or ()]
    yield "contributors in XMP", ", ".join(sorted(others)), ", ".join(sorted(shown))
    deed = str(xmp.get("xmpRights:WebStatement") or "")
    yield "licence in XMP", letters_of_licence(details.licence), letters_of_address(deed)
    yield "language in XMP", details.language, _listed(xmp.get("dc:language"))
    preferences = pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
    yield "title bar", "the title", _if_true(preferences.get("/DisplayDocTitle"), "the title")
    yield "version", "2.0" if standard is Standard.UA2 else "1.7", pdf.pdf_version
    yield "claims", ", ".join(_CLAIMS[standard]), ", ".join(claims_of(pdf))
    if standard is not Standard.NONE:
        yield "colours", "sRGB", _colour_profile(pdf)
    marked = pdf.Root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked")
    yield "tags", "tagged", _if_true(marked, "tagged")


def _listed(values: Iterable[str | None] | None) -> str:
    """The values of a property, of which a damaged file may have empty ones."""
    return ", ".join(filter(None, values or ()))


def _colour_profile(pdf: pikepdf.Pdf) -> str | None:
    """The name of the colour profile of the output intent."""
    intents = pdf.Root.get("/OutputIntents")
    if not isinstance(intents, pikepdf.Array) or "/DestOutputProfile" not in intents[0]:
        return None
    return _text(intents[0].get("/OutputConditionIdentifier"))


def _text(value: pikepdf.Object | None) -> str | None:
    return None if value is None else str(value)


def _if_true(value: object, meaning: str) -> str | None:
    return meaning if value is True else None
