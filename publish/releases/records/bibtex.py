"""The book as an entry for BibTeX and biblatex."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.releases.facts import Release
from publish.releases.records.names import ContributorName, in_roles, names_of, plain_words

_SPECIAL = re.compile(r"[&%$#_]")
_ALONE = {
    "\\": "\\textbackslash{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    "{": "\\{",
    "}": "\\}",
}
_ROLES = {"author": ("aut",), "editor": ("edt", "com", "edc"), "translator": ("trl",)}
_AS_IT_IS = frozenset({"url", "doi", "isbn", "issn"})  # which TeX reads without its commands


def bibtex(release: Release) -> bytes:
    """The entry, with its values in UTF-8."""
    kind = "book" if any(each.role == "aut" for each in release.metadata.authors) else "collection"
    lines = [f"  {name} = {{{value}}}," for name, value in _fields(release) if value]
    key = re.sub(r"[^A-Za-z0-9.:-]", "-", release.name)
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""]).encode()


def _fields(release: Release) -> Iterator[tuple[str, str]]:
    for name, text in _texts(release):
        yield name, text if name in _AS_IT_IS else _escaped(text)
    names = names_of(release.metadata)
    for name, roles in _ROLES.items():
        yield name, " and ".join(map(_name, in_roles(names, *roles)))


def _texts(release: Release) -> Iterator[tuple[str, str]]:
    metadata, trade = release.metadata, release.trade
    day = metadata.date
    yield "title", metadata.title
    yield "subtitle", metadata.subtitle
    yield "year", f"{day:%Y}" if day else ""
    yield "date", day.isoformat() if day else ""
    yield "publisher", metadata.publisher
    yield "address", metadata.place
    yield "series", metadata.series
    yield "number", metadata.series_number
    yield "edition", metadata.edition_statement
    yield "version", metadata.version
    yield "isbn", " ".join(each.isbn for each in release.editions if each.isbn)
    yield "issn", metadata.issn
    yield "doi", metadata.doi
    yield "url", trade.url
    yield "pagetotal", str(next((each.pages for each in release.editions if each.pages), ""))
    yield "langid", metadata.language
    yield "keywords", ", ".join((*metadata.subjects, *trade.keywords))
    yield "abstract", plain_words(metadata.description)


def _name(name: ContributorName) -> str:
    """A person as family and given name; a body in braces, so that it is not taken apart."""
    if name.family:
        return f"{_escaped(name.family)}, {_escaped(name.given)}"
    return f"{{{_escaped(name.whole)}}}"


def _escaped(text: str) -> str:
    whole = "".join(_ALONE.get(character, character) for character in text)
    return _SPECIAL.sub(lambda match: "\\" + match[0], whole)
