"""The metadata of the file: title, language, authors, tags (ISO 32000-1, 14.3; ISO 14289-1)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.book import Standard
from publish.verification.difference import Code, Difference, quoted
from publish.verification.licences import letters_of_address, letters_of_licence
from publish.verification.pdf.finished import FinishedPdf

# The claims of each standard, by the names of validators.
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
    shown, details = finished.details, finished.book.metadata
    standard = finished.edition.standard
    if standard is Standard.UA2:  # PDF/A-4 has no information dictionary (ISO 19005-4, 6.1.3)
        yield "information", "in XMP only", _if_true(not shown.has_information, "in XMP only")
    else:
        yield "title", details.title, shown.title
        yield "author", details.byline, shown.author or ""
    yield "language", details.language, shown.language
    yield "title in XMP", details.title, shown.xmp_title
    series = ", ".join(filter(None, (details.series, details.series_number)))
    yield "series in XMP", series, ", ".join(shown.series)
    others = [each.name for each in details.authors if each.role != "aut"]
    contributors = [each.rpartition(" (")[0] for each in shown.contributors]
    yield "contributors in XMP", ", ".join(sorted(others)), ", ".join(sorted(contributors))
    licence = letters_of_licence(details.licence)
    yield "licence in XMP", licence, letters_of_address(shown.deed)
    yield "language in XMP", details.language, ", ".join(shown.xmp_languages)
    yield "title bar", "the title", _if_true(shown.shows_title, "the title")
    yield "version", "2.0" if standard is Standard.UA2 else "1.7", shown.version
    yield "claims", ", ".join(_CLAIMS[standard]), ", ".join(shown.claims)
    if standard is not Standard.NONE:
        yield "colours", "sRGB", shown.profile
    yield "tags", "tagged", _if_true(shown.is_tagged, "tagged")


def _if_true(value: bool, meaning: str) -> str | None:
    return meaning if value else None
