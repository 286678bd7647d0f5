"""The facts of the entries for reference managers: RIS, BibTeX and CSL-JSON."""

from __future__ import annotations

import json
import re
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import RemoveEnclosingMiddleware

from publish.verification.records.facts import FactSheet, Reading

_RIS_ROLES = {"AU": "aut", "A2": "edt", "A4": "trl"}
_BIBTEX_ROLES = {"author": "aut", "editor": "edt", "translator": "trl"}
_CSL_ROLES = {
    "author": "aut", "editor": "edt", "translator": "trl", "illustrator": "ill",
    "compiler": "com", "contributor": "ctb", "interviewer": "ivr", "composer": "cmp",
    "narrator": "nrt",
}  # fmt: skip
_ESCAPED = re.compile(r"\\([&%$#_{}])|\\text(backslash|asciitilde|asciicircum)\{\}")
_CHARACTERS = {"backslash": "\\", "asciitilde": "~", "asciicircum": "^"}


def read_ris(content: bytes) -> Reading:
    """The facts of an entry in RIS."""
    by_tag: dict[str, list[str]] = {}
    for line in content.decode().splitlines():
        tag, _, value = line.partition("  - ")
        by_tag.setdefault(tag, []).append(value)
    first = {tag: values[0] for tag, values in by_tag.items()}
    sheet = FactSheet()
    _add_common(sheet, {
        "full title": "TI", "year": "PY", "publisher": "PB", "place": "CY", "series": "T2",
        "number in series": "M1", "edition statement": "ET", "pages": "SP", "DOI": "DO",
        "address": "UR", "description": "AB",
    }, first)  # fmt: skip
    sheet.add("date", first.get("DA", "").replace("/", ""))
    sheet.add_language(first.get("LA"))
    sheet.add_list("all ISBNs", by_tag.get("SN", []))
    sheet.add_list("subjects and keywords", by_tag.get("KW", []))
    people = [(_RIS_ROLES[tag], name) for tag in _RIS_ROLES for name in by_tag.get(tag, [])]
    return _with_people(sheet, people, ("aut", "trl"))


def _add_common(sheet: FactSheet, names: dict[str, str], values: dict[str, str]) -> None:
    for fact, name in names.items():
        sheet.add(fact, values.get(name))


def _with_people(
    sheet: FactSheet, people: list[tuple[str, str]], complete: tuple[str, ...]
) -> Reading:
    """The facts with the contributors; an editor may be a compiler, if a format lacks that."""
    sheet.add_people(pair for pair in people if pair[0] in complete)
    for _, name in people:
        sheet.add_person(name, sort=name if "," in name else "")
    return Reading(sheet.facts, tuple(f"contributors: {role}" for role in complete))


def read_bibtex(content: bytes) -> Reading:
    """The facts of an entry for BibTeX."""
    library = parse_string(content.decode(), [RemoveEnclosingMiddleware()])
    entry = library.entries[0]
    raw = {field.key: str(field.value) for field in entry.fields}
    values = {name: _unescaped(text) for name, text in raw.items()}
    sheet = FactSheet()
    sheet.add_titles(values.get("title"), values.get("subtitle"))
    _add_common(sheet, {
        "year": "year", "publisher": "publisher", "place": "address", "series": "series",
        "number in series": "number", "edition statement": "edition", "version": "version",
        "DOI": "doi", "address": "url", "pages": "pagetotal", "description": "abstract",
    }, values)  # fmt: skip
    sheet.add_number("date", values.get("date"))
    sheet.add_number("ISSN", values.get("issn"))
    sheet.add_language(values.get("langid"))
    sheet.add_list("all ISBNs", values.get("isbn", "").split())
    sheet.add_list("subjects and keywords", _listed(values.get("keywords", "")))
    people = [
        (role, _unescaped(name.removeprefix("{").removesuffix("}")))
        for field, role in _BIBTEX_ROLES.items()
        for name in filter(None, raw.get(field, "").split(" and "))
    ]
    return _with_people(sheet, people, ("aut", "trl"))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: match[1] or _CHARACTERS[match[2]], text)


def _listed(text: str) -> list[str]:
    return [each for each in text.split(", ") if each]


def read_csl(content: bytes) -> Reading:
    """The facts of an entry in CSL-JSON."""
    entry: dict[str, Any] = json.loads(content)[0]
    sheet = FactSheet()
    sheet.add("title", entry.get("title-short") or entry.get("title"))
    _add_common(sheet, {
        "full title": "title", "publisher": "publisher", "place": "publisher-place",
        "series": "collection-title", "number in series": "collection-number",
        "edition statement": "edition", "version": "version", "DOI": "DOI", "address": "URL",
        "pages": "number-of-pages", "description": "abstract",
    }, entry)  # fmt: skip
    parts: list[int] = next(iter(entry.get("issued", {}).get("date-parts", [])), [])
    sheet.add("date", "".join(f"{part:02}" for part in parts))
    sheet.add("year", str(parts[0]) if parts else "")
    sheet.add_number("ISSN", entry.get("ISSN"))
    sheet.add_language(entry.get("language"))
    sheet.add_list("all ISBNs", entry.get("ISBN", "").split())
    sheet.add_list("subjects and keywords", _listed(entry.get("keyword", "")))
    people = [
        (role, _csl_name(name)) for key, role in _CSL_ROLES.items() for name in entry.get(key, [])
    ]
    return _with_people(sheet, people, tuple(_CSL_ROLES.values()))


def _csl_name(name: dict[str, str]) -> str:
    if "literal" in name:
        return name["literal"]
    return f"{name.get('family', '')}, {name.get('given', '')}"
