"""The pages that a theme generates from the manifest, and the differences of the actual ones.

Half title, title page, copyright page and colophon: their words are in no section of the book.
What each must say is stated here again, and not taken from a template.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

import msgspec

from publish.cache import NO_CACHE, Cache, Memo
from publish.model.book import Book, Edition, Sides
from publish.model.formats import format_of
from publish.model.language import ColophonText
from publish.model.metadata import Metadata
from publish.model.roles import Role
from publish.render.mathfont import math_font
from publish.render.theme import load_theme
from publish.verification.difference import Code, Difference, quoted
from publish.verification.entries import collapse_spaces

SURFACE = "generated pages"
_CUT = "\n"  # in the place of words that were expected; no text that is compared has one
_LONG = 120  # characters of a page that a message shows

Fold = Callable[[str], str]


class GeneratedPage(msgspec.Struct, frozen=True):
    """A page by its role with all that it says, each phrase once, and the title of its document.

    `optional` are phrases that it says whole or not at all; `families` are the typefaces that may
    be named in its one `pattern`.
    """

    role: str
    title: str
    phrases: tuple[str, ...]
    optional: tuple[str, ...] = ()
    pattern: str = ""
    families: frozenset[str] = frozenset()


class _DateInputs(msgspec.Struct, frozen=True):
    date: datetime.date
    language: str


_DATES = Memo("date-in-words", _DateInputs, str)


def generated_pages(
    book: Book, edition: Edition, cache: Cache = NO_CACHE
) -> Iterator[GeneratedPage]:
    """The generated pages of an edition, in order, without those that the author wrote."""
    written = {section.role for section in book.walk()}
    pages = (*_front_pages(book, edition, cache), _colophon(book, edition))
    return (page for page in pages if page.role not in written)


def _front_pages(book: Book, edition: Edition, cache: Cache) -> Iterator[GeneratedPage]:
    details, localized = book.metadata, book.metadata.words
    if not format_of(edition.format).has_pages:
        title = ", ".join(filter(None, (details.title, details.byline)))
        yield GeneratedPage(Role.COVER, localized.cover, (f"{localized.cover}: {title}",))
    elif edition.sides is Sides.TWO:
        yield GeneratedPage(Role.HALFTITLEPAGE, "", (details.title,))
    yield GeneratedPage(Role.TITLEPAGE, details.title, tuple(_on_title_page(details)))
    phrases = tuple(_on_copyright_page(details, edition, cache))
    yield GeneratedPage(Role.COPYRIGHT_PAGE, localized.copyright_page, phrases)


def _on_title_page(details: Metadata) -> Iterator[str]:
    yield from filter(None, (details.title, details.subtitle, details.byline))
    yield from _contributors(details)
    yield from filter(None, (details.publisher, details.place))
    if details.date:
        yield str(details.date.year)


def _on_copyright_page(details: Metadata, edition: Edition, cache: Cache) -> Iterator[str]:
    yield from filter(None, (details.title, details.subtitle, details.edition_statement))
    yield details.rights or re.sub("^CC-(BY.*)-", _words_of_deed, details.licence)
    yield from _contributors(details)
    yield from _series_and_funders(details)
    if details.copyright:
        yield f"© {details.copyright}"
    if details.byline and not format_of(edition.format).has_pages:
        yield details.byline
    if publisher := ", ".join(filter(None, (details.publisher, details.place))):
        yield publisher
    yield details.words.colophon.version.replace("{}", details.version)
    if details.date:
        inputs = _DateInputs(details.date, details.language)
        yield _DATES.get(cache, inputs, lambda: _in_words(inputs.date, inputs.language))
    if isbn := edition.isbn or details.isbn:
        yield f"ISBN {isbn}"
    if not re.match("urn:(uuid|isbn):", details.identifier):
        yield details.identifier


def _contributors(details: Metadata) -> Iterator[str]:
    """All with a role besides the authors: the words of the role with the names."""
    for role in dict.fromkeys(each.role for each in details.authors if each.role != "aut"):
        names = ", ".join(each.name for each in details.authors if each.role == role)
        yield details.words.credits.get(role, "{}").format(names)


def _words_of_deed(match: re.Match[str]) -> str:
    return f"CC {match[1]} "


def _series_and_funders(details: Metadata) -> Iterator[str]:
    numbers = (details.series_number, details.issn and f"ISSN {details.issn}")
    if details.series:
        yield ", ".join(filter(None, (details.series, *numbers)))
    if details.doi:
        yield f"https://doi.org/{details.doi}"
    if details.funding:
        awards = [f" ({each.award})" if each.award else "" for each in details.funding]
        names = [each.funder + award for each, award in zip(details.funding, awards, strict=True)]
        yield details.words.credits.get("fnd", "{}").format(", ".join(names))


def _in_words(date: datetime.date, language: str) -> str:
    import icu  # it takes longer to load than the date to be found again

    calendar = icu.GregorianCalendar(date.year, date.month - 1, date.day)
    style, locale = icu.DateFormat.LONG, icu.Locale.forLanguageTag(language)
    return str(icu.DateFormat.createDateInstance(style, locale).format(calendar))


def _colophon(book: Book, edition: Edition) -> GeneratedPage:
    """The colophon; the licence of the fonts, where all share one, is optional in an EPUB."""
    details = book.metadata
    text: ColophonText = details.words.colophon
    licence = (text.licence,)
    required, optional = (licence, ()) if format_of(edition.format).has_pages else ((), licence)
    title = details.words.roles[Role.COLOPHON]
    families = frozenset(_families(edition))
    phrases = (details.title, *required)
    return GeneratedPage(Role.COLOPHON, title, phrases, optional, text.typefaces, families)


def _families(edition: Edition) -> Iterator[str]:
    """The typefaces that a book in the theme of an edition may be set in."""
    theme = load_theme(edition.theme)
    yield from (font.family for font in (*theme.fonts, *theme.screen_fonts, math_font()))
    yield from (entry["family"] for entry in (*theme.script_fonts, *theme.fallback_fonts))


def compare_page(
    page: GeneratedPage, text: str, fold: Fold, embedded: Collection[str] = ()
) -> Iterator[Difference]:
    """The phrases that a page lacks, and words that it has besides them.

    `fold` removes from a text what cannot be compared in that format; `embedded` are the typefaces
    in the file, each of which a page with a `pattern` names.
    """
    rest, subject, shown = fold(text), f"the {page.role}", quoted(_shorten(text))
    missing = []
    for phrase in sorted((*page.phrases, *page.optional), key=lambda text: -len(fold(text))):
        if fold(phrase) in rest:
            rest = rest.replace(fold(phrase), _CUT, 1)
        elif phrase in page.phrases:
            missing.append(phrase)
    for phrase in missing:
        yield Difference(Code.WORDS, SURFACE, subject, "words", quoted(phrase), shown)
    if page.pattern:
        head, _, _ = page.pattern.partition("{}")
        rest, head_found, listed = rest.partition(fold(head))
        if not head_found:
            values = quoted(page.pattern.replace("{}", "…")), shown
            yield Difference(Code.WORDS, SURFACE, subject, "words", *values)
            return
        yield from _compare_typefaces(page, listed.partition(_CUT)[0], fold, embedded)
    if not missing and (surplus := _first_words(rest)):
        yield Difference(Code.WORDS, SURFACE, subject, "words", "no other words", quoted(surplus))


def _compare_typefaces(
    page: GeneratedPage, listed: str, fold: Fold, embedded: Collection[str]
) -> Iterator[Difference]:
    """The names in a list that are not typefaces; without any, the typefaces that it leaves out."""
    _, _, tail = page.pattern.partition("{}")
    known = {fold(family): family for family in page.families}
    names = [collapse_spaces(each) for each in listed.strip().removesuffix(fold(tail)).split(",")]
    unknown = [name for name in names if name not in known]
    missing = [family for family in sorted(embedded) if fold(family) not in names]
    subject = f"the {page.role}"
    for name in unknown:
        right = _nearest(name, known) or "a typeface of the theme"
        yield Difference(Code.WORDS, SURFACE, subject, "typefaces", quoted(right), quoted(name))
    for family in () if unknown else missing:
        values = quoted(family), quoted(", ".join(names))
        yield Difference(Code.WORDS, SURFACE, subject, "typefaces", *values)


def _nearest(name: str, known: Mapping[str, str]) -> str | None:
    from difflib import get_close_matches  # needed for differences only

    matches = get_close_matches(name, known, 1, 0.3)
    return known[matches[0]] if matches else None


def missing_page(page: GeneratedPage) -> Difference:
    """A page that does not exist."""
    return Difference(Code.MISSING, SURFACE, f"the {page.role}", "page", "a page", "nothing")


def _first_words(text: str) -> str:
    """The first words in a text that are more than punctuation."""
    parts = (part for part in text.split(_CUT) if any(map(str.isalnum, part)))
    return collapse_spaces(next(parts, ""))


def _shorten(text: str) -> str:
    line = collapse_spaces(text)
    return line if len(line) <= _LONG else f"{line[:_LONG]}…"


def embedded_families(fonts: Iterable[str], page: GeneratedPage, fold: Fold) -> frozenset[str]:
    """The families of a page that some fonts belong to, by their names."""
    folded = {family: fold(family) for family in page.families}
    by_length = sorted(folded, key=lambda family: len(folded[family]), reverse=True)
    owners = (
        next((family for family in by_length if name.startswith(folded[family])), None)
        for name in map(fold, fonts)
    )
    return frozenset(family for family in owners if family is not None)
