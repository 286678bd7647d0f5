"""Lists of books by language, subject and contributor."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

import icu
import msgspec

from publish.releases.catalogue.books import CataloguedBook
from publish.releases.naming import slug

KINDS = ("languages", "subjects", "contributors")


class Facet(msgspec.Struct, frozen=True):
    """The books that share a value; `stem` is the name of their files without a suffix.

    `language` is that of the `label`.
    """

    kind: str
    value: str
    label: str
    language: str
    stem: str
    books: Sequence[CataloguedBook]


def facets(books: Sequence[CataloguedBook], language: str) -> dict[str, list[Facet]]:
    """The facets by kind, each in the order of their labels; languages are named in `language`."""
    return {
        "languages": _facets("languages", books, _languages(language)),
        "subjects": _facets("subjects", books, _subjects),
        "contributors": _facets("contributors", books, _contributors),
    }


# A value, its label, what it is sorted by, and the language of the label.
_Value = tuple[str, str, str, str]


def written_language(tag: str) -> str:
    """A language without its region, but with its script: "en", "zh-Hant"."""
    primary, *rest = tag.split("-")
    return "-".join([primary.lower(), *(part.title() for part in rest if _is_script(part))])


def _is_script(part: str) -> bool:
    return len(part) == 4 and part.isalpha()


def _languages(language: str) -> Callable[[CataloguedBook], Iterable[_Value]]:
    shown_in = icu.Locale.forLanguageTag(language)

    def of(book: CataloguedBook) -> Iterable[_Value]:
        tag = written_language(book.record.language)
        name = str(icu.Locale.forLanguageTag(tag).getDisplayName(shown_in)) or tag
        label = f"{name[:1].upper()}{name[1:]}"
        return [(tag, label, label, language)]

    return of


def _subjects(book: CataloguedBook) -> Iterable[_Value]:
    return [(each, each, each, book.record.language) for each in book.record.subjects]


def _contributors(book: CataloguedBook) -> Iterable[_Value]:
    return [
        (each.name, each.name, each.sort or each.name, book.record.language)
        for each in book.record.contributors
    ]


def _facets(
    kind: str,
    books: Iterable[CataloguedBook],
    values_of: Callable[[CataloguedBook], Iterable[_Value]],
) -> list[Facet]:
    members: dict[str, list[CataloguedBook]] = defaultdict(list)
    about: dict[str, _Value] = {}
    for book in books:
        for value in dict.fromkeys(values_of(book)):
            about.setdefault(value[0], value)
            if not members[value[0]] or members[value[0]][-1] is not book:
                members[value[0]].append(book)
    collate = icu.Collator.createInstance(icu.Locale.getRoot()).getSortKey
    ordered = sorted(about.values(), key=lambda value: (collate(value[2]), value[0]))
    stems = _stems(kind, [value for value, *_ in ordered])
    return [
        Facet(kind, value, label, language, stems[value], members[value])
        for value, label, _, language in ordered
    ]


def _stems(kind: str, values: Iterable[str]) -> dict[str, str]:
    """Names of files by value; values with one name in Latin letters have a hash beside it."""
    names = {value: slug(value) or "x" for value in values}
    shared = Counter(names.values())
    return {
        value: f"{kind}/{name}" if shared[name] == 1 else f"{kind}/{name}-{_hash(value)}"
        for value, name in names.items()
    }


def _hash(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:8]
