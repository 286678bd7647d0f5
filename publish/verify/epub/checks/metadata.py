"""The package's own words about the book (EPUB 3.3, 5.5.3), and the NCX's."""

from __future__ import annotations

from collections.abc import Iterator

from publish.verify.difference import Code, Difference, quoted
from publish.verify.epub.finished import Finished
from publish.verify.epub.reader.container import OPF

_DC = "{http://purl.org/dc/elements/1.1/}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"


def metadata(finished: Finished) -> Iterator[Difference]:
    """Title, identifier, language, authors and revision, in package, documents and NCX."""
    for aspect, right, shown in _pairs(finished):
        if right != shown:
            yield Difference(
                Code.METADATA, "metadata", "the book", aspect, quoted(right), quoted(shown)
            )


def _pairs(finished: Finished) -> Iterator[tuple[str, str, str | None]]:
    """What is said, what is right, what the file has."""
    details = finished.book.metadata
    described = finished.container.package.find(f"{OPF}metadata")
    said = [] if described is None else list(described)

    def first(tag: str) -> str | None:
        return next((e.text for e in said if e.tag == tag), None)

    yield "title", details.title, first(f"{_DC}title")
    yield "language", details.language, first(f"{_DC}language")
    yield "identifier", details.identifier, first(f"{_DC}identifier")
    authors = ", ".join(e.text or "" for e in said if e.tag == f"{_DC}creator")
    makers = [a.name for a in details.authors if a.role in {"aut", "com", "edt"}]
    yield "authors", ", ".join(makers), authors
    moment = f"{details.modified:%Y-%m-%dT%H:%M:%SZ}"
    revised = (e.text for e in said if e.get("property") == "dcterms:modified")
    yield "dcterms:modified", moment, next(revised, None)
    yield from _ncx(finished)
    for document in finished.container.documents():
        spoken = document.survey.language
        yield f"language of {document.href}", details.language, spoken


def _ncx(finished: Finished) -> Iterator[tuple[str, str, str | None]]:
    root = finished.container.ncx.root
    details = finished.book.metadata
    title = root.findtext(f"{_NCX}docTitle/{_NCX}text")
    yield "docTitle of the NCX", details.title, title
    uid = [m.get("content") for m in root.iter(f"{_NCX}meta") if m.get("name") == "dtb:uid"]
    yield "dtb:uid of the NCX", details.identifier, uid[0] if uid else None
