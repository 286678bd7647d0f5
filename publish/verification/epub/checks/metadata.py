"""The metadata in the package (EPUB 3.3, 5.5.3), the documents and the NCX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from publish.verification.difference import Code, Difference, quoted
from publish.verification.epub.finished import FinishedEpub
from publish.verification.epub.reader.container import OPF
from publish.verification.licences import letters_of_address, letters_of_licence

_DC = "{http://purl.org/dc/elements/1.1/}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"

_Values = Iterator[tuple[str, str, str | None]]  # an aspect, its expected and its actual value


def check_metadata(finished: FinishedEpub) -> Iterator[Difference]:
    """Title, identifier, language, authors and revision."""
    for aspect, right, shown in _values(finished):
        if right != shown:
            values = quoted(right), quoted(shown)
            yield Difference(Code.METADATA, "metadata", "the book", aspect, *values)


def _values(finished: FinishedEpub) -> _Values:
    details = finished.book.metadata
    metadata = finished.container.package.find(f"{OPF}metadata")
    entries = [] if metadata is None else list(metadata)

    def first(tag: str) -> str | None:
        return next((each.text for each in entries if each.tag == tag), None)

    yield "title", details.title, first(f"{_DC}title")
    yield "language", details.language, first(f"{_DC}language")
    yield "identifier", details.identifier, first(f"{_DC}identifier")
    creators = ", ".join(each.text or "" for each in entries if each.tag == f"{_DC}creator")
    authors = [each.name for each in details.authors if each.role in {"aut", "com", "edt"}]
    yield "authors", ", ".join(authors), creators
    yield from _sort_names(finished, entries)
    yield from _roles(finished, entries)
    yield from _codes(finished, entries)
    yield from _series(finished, entries)
    modified = (each.text for each in entries if each.get("property") == "dcterms:modified")
    yield "dcterms:modified", f"{details.modified:%Y-%m-%dT%H:%M:%SZ}", next(modified, None)
    yield from _ncx_values(finished)
    for document in finished.container.documents():
        yield f"language of {document.href}", details.language, document.facts.language


def _sort_names(finished: FinishedEpub, entries: list[etree._Element]) -> _Values:
    """The names by which reading systems sort: those of the manifest, or the same words turned."""
    details = finished.book.metadata
    names = [("title-main", details.title, details.title_sort)]
    names += [
        (f"contributor-{number}", each.name, each.sort)
        for number, each in enumerate(details.authors, start=1)
    ]
    shown = {each.get("refines"): each.text or "" for each in entries if _sorts(each)}
    for id_, name, given in names:
        actual = shown.pop(f"#{id_}", "")
        if given or (actual and _letters(actual) != _letters(name)):
            yield f"sort name of {id_}", given or name, actual
    yield "sort names of nothing", "", "; ".join(shown.values())


def _roles(finished: FinishedEpub, entries: list[etree._Element]) -> _Values:
    """What each contributor did, and the addresses of their numbers."""
    people = finished.book.metadata.authors
    yield "roles", ", ".join(each.role for each in people), ", ".join(_refining(entries, "role"))
    numbers = [number for each in people for number in (each.orcid, each.isni) if number]
    shown = [
        each.text or ""
        for each in entries
        if each.get("property") == "dcterms:identifier" and each.get("refines") != "#series"
    ]
    digits = ["".join(filter(str.isalnum, number)) for number in numbers]
    plain = [text.rpartition("/")[2].replace("-", "") for text in shown]
    yield "ORCID and ISNI", ", ".join(digits), ", ".join(plain)


def _codes(finished: FinishedEpub, entries: list[etree._Element]) -> _Values:
    """Subject codes by scheme, the DOI, the ISSN of the series, and the licence."""
    details, trade = finished.book.metadata, finished.book.trade
    subjects = [*details.subjects, *trade.thema, *trade.bisac]
    shown = [each.text or "" for each in entries if each.tag == f"{_DC}subject"]
    yield "subjects", ", ".join(subjects), ", ".join(shown)
    schemes = ["Thema"] * len(trade.thema) + ["BISAC"] * len(trade.bisac)
    yield "schemes of subjects", ", ".join(schemes), ", ".join(_refining(entries, "authority"))
    terms = [*trade.thema, *trade.bisac]
    yield "subject codes", ", ".join(terms), ", ".join(_refining(entries, "term"))
    by_id = {each.get("id"): each.text or "" for each in entries if each.get("id")}
    yield "DOI", details.doi and f"doi:{details.doi}", by_id.get("doi", "")
    issn = (each.text or "" for each in entries if each.get("refines") == "#series")
    yield "ISSN", details.issn and f"urn:issn:{details.issn}", _with("urn:issn:", issn)
    deed = " ".join(_refining(entries, "dcterms:license"))
    yield "licence", letters_of_licence(details.licence), letters_of_address(deed)


def _with(prefix: str, texts: Iterable[str]) -> str:
    return next((text for text in texts if text.startswith(prefix)), "")


def _sorts(entry: etree._Element) -> bool:
    return entry.get("property") == "file-as"


def _letters(name: str) -> list[str]:
    """The letters of a name, in whatever order its words are."""
    return sorted(filter(str.isalnum, name.casefold()))


def _series(finished: FinishedEpub, entries: list[etree._Element]) -> _Values:
    details = finished.book.metadata
    shown = [*_refining(entries, "belongs-to-collection"), *_refining(entries, "group-position")]
    right = [details.series, details.series_number]
    yield "series", ", ".join(filter(None, right)), ", ".join(shown)


def _refining(entries: list[etree._Element], name: str) -> list[str]:
    return [each.text or "" for each in entries if each.get("property") == name]


def _ncx_values(finished: FinishedEpub) -> _Values:
    root = finished.container.ncx.root
    details = finished.book.metadata
    title = root.findtext(f"{_NCX}docTitle/{_NCX}text")
    yield "docTitle of the NCX", details.title, title
    uids = (m.get("content") for m in root.iter(f"{_NCX}meta") if m.get("name") == "dtb:uid")
    yield "dtb:uid of the NCX", details.identifier, next(uids, None)
