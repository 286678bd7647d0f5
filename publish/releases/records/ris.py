"""The book as an entry in RIS, which reference managers import."""

from __future__ import annotations

from collections.abc import Iterator

from publish.releases.facts import Release
from publish.releases.records.names import in_roles, names_of, plain_words


def ris(release: Release) -> bytes:
    """The lines of the entry, each a tag and a value; ends of lines as the format has them."""
    lines = (f"{tag}  - {value}\r\n" for tag, value in _lines(release) if value)
    return "".join(["TY  - BOOK\r\n", *lines, "ER  - \r\n"]).encode()


def _lines(release: Release) -> Iterator[tuple[str, str]]:
    metadata, trade = release.metadata, release.trade
    day = metadata.date
    subtitle = f": {metadata.subtitle}" if metadata.subtitle else ""
    yield "ID", release.name
    yield "TI", metadata.title + subtitle
    yield from _people(release)
    yield "PY", f"{day:%Y}" if day else ""
    yield "DA", f"{day:%Y/%m/%d}/" if day else ""
    yield "PB", metadata.publisher
    yield "CY", metadata.place
    yield "T2", metadata.series
    yield "M1", metadata.series_number
    yield "ET", metadata.edition_statement
    yield "SP", str(next((each.pages for each in release.editions if each.pages), ""))
    yield from (("SN", each.isbn) for each in release.editions)
    yield "DO", metadata.doi
    yield "UR", trade.url
    yield "LA", metadata.language
    yield "AB", plain_words(metadata.description)
    yield from (("KW", each) for each in (*metadata.subjects, *trade.keywords))


def _people(release: Release) -> Iterator[tuple[str, str]]:
    names = names_of(release.metadata)
    for tag, roles in (("AU", ("aut",)), ("A2", ("edt", "com", "edc")), ("A4", ("trl",))):
        for name in in_roles(names, *roles):
            yield tag, f"{name.family}, {name.given}" if name.family else name.whole
