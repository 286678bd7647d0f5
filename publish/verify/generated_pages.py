"""The pages that a theme makes of the manifest, and what one that is shown lacks or has too much.

Half title, title page, copyright page, contents and colophon: no section of the book holds their
words. What each must say is told here once more, and not taken from a template.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

import msgspec

from publish.model.book import Book, Edition, Metadata, Sides
from publish.model.colophon_text import ColophonText, colophon_text
from publish.model.language import localized_words
from publish.model.roles import Role
from publish.render.mathfont import math_font
from publish.render.theme import load_theme
from publish.verify.difference import Code, Difference, quoted
from publish.verify.entries import one_line

SURFACE = "made pages"
_CUT = "\n"  # where words that were expected stood; no text that is compared has one
_LONG = 120  # signs of a page that a message shows

Fold = Callable[[str], str]


class MadePage(msgspec.Struct, frozen=True):
    """A page by its role with all that it says, each phrase once; `title` is its document's.

    `optional` are phrases that it says whole or not at all; `families` are the typefaces that may
    be named in its one `pattern`.
    """

    role: str
    title: str
    phrases: tuple[str, ...]
    optional: tuple[str, ...] = ()
    pattern: str = ""
    families: frozenset[str] = frozenset()


def made_pages(book: Book, edition: Edition) -> Iterator[MadePage]:
    """The pages that this edition makes, in the order of the book, without those of the author."""
    given = {section.role for section in book.walk()}
    pages = (*_opening(book, edition), _colophon(book, edition))
    return (page for page in pages if page.role not in given)


def _opening(book: Book, edition: Edition) -> Iterator[MadePage]:
    details, localised = book.metadata, localized_words(book.metadata.language)
    if edition.format == "epub":
        told = f"{localised.cover}: {', '.join(filter(None, (details.title, details.byline)))}"
        yield MadePage(Role.COVER, localised.cover, (told,))
    elif edition.sides is Sides.TWO:
        yield MadePage(Role.HALFTITLEPAGE, "", (details.title,))
    yield MadePage(Role.TITLEPAGE, details.title, tuple(_on_title_page(details)))
    phrases = tuple(_on_copyright_page(details, edition))
    yield MadePage(Role.COPYRIGHT_PAGE, localised.copyright_page, phrases)


def _on_title_page(details: Metadata) -> Iterator[str]:
    yield from filter(None, (details.title, details.subtitle, details.byline))
    yield from filter(None, (details.publisher, details.place))
    if details.date:
        yield str(details.date.year)


def _on_copyright_page(details: Metadata, edition: Edition) -> Iterator[str]:
    yield from filter(None, (details.title, details.subtitle, details.rights))
    if edition.format == "epub" and details.byline:
        yield details.byline
    if issued := ", ".join(filter(None, (details.publisher, details.place))):
        yield issued
    yield colophon_text(details.language).version.replace("{}", details.version)
    if details.date:
        yield details.date.isoformat()
    if isbn := edition.isbn or details.isbn:
        yield f"ISBN {isbn}"
    yield details.identifier


def _colophon(book: Book, edition: Edition) -> MadePage:
    """A licence stands there where all fonts have it, which an EPUB need not say."""
    details = book.metadata
    phrases: ColophonText = colophon_text(details.language)
    said = (phrases.licence,)
    must, may = ((), said) if edition.format == "epub" else (said, ())
    title = localized_words(details.language).roles[Role.COLOPHON]
    families = frozenset(_families(edition))
    return MadePage(Role.COLOPHON, title, (details.title, *must), may, phrases.typefaces, families)


def _families(edition: Edition) -> Iterator[str]:
    """The typefaces that a book in the theme of an edition may be set in."""
    theme = load_theme(edition.theme)
    yield from (font.family for font in (*theme.fonts, *theme.screen_fonts, math_font()))
    yield from (entry["family"] for entry in theme.script_fonts)


def differ(
    page: MadePage, shown: str, fold: Fold, embedded: Collection[str] = ()
) -> Iterator[Difference]:
    """What a page lacks of its phrases, or says beside them.

    `fold` makes of a text what can be compared in that format; `embedded` are the typefaces in the
    file, each of which a page with a `pattern` names.
    """
    left, subject, found = fold(shown), f"the {page.role}", quoted(_shortened(shown))
    missing = []
    for phrase in sorted((*page.phrases, *page.optional), key=lambda text: -len(fold(text))):
        if fold(phrase) in left:
            left = left.replace(fold(phrase), _CUT, 1)
        elif phrase in page.phrases:
            missing.append(phrase)
    for phrase in missing:
        yield Difference(Code.WORDS, SURFACE, subject, "words", quoted(phrase), found)
    if page.pattern:
        head, _, _ = page.pattern.partition("{}")
        left, named, rest = left.partition(fold(head))
        if not named:
            values = quoted(page.pattern.replace("{}", "…")), found
            yield Difference(Code.WORDS, SURFACE, subject, "words", *values)
            return
        yield from _typefaces(page, rest.partition(_CUT)[0], fold, embedded)
    if not missing and (surplus := _spoken(left)):
        yield Difference(Code.WORDS, SURFACE, subject, "words", "no others", quoted(surplus))


def _nearest(name: str, known: Mapping[str, str]) -> str | None:
    from difflib import get_close_matches  # for what does not agree alone

    near = get_close_matches(name, known, 1, 0.3)
    return known[near[0]] if near else None


def _typefaces(
    page: MadePage, listed: str, fold: Fold, embedded: Collection[str]
) -> Iterator[Difference]:
    """What is no name of a typeface in a list of them, and which embedded one it leaves out."""
    _, _, tail = page.pattern.partition("{}")
    known = {fold(family): family for family in page.families}
    names = [one_line(each) for each in listed.strip().removesuffix(fold(tail)).split(",")]
    unknown = [name for name in names if name not in known]
    lost = [family for family in sorted(embedded) if fold(family) not in names]
    subject = f"the {page.role}"
    for name in unknown:
        right = _nearest(name, known) or "a typeface of the theme"
        yield Difference(Code.WORDS, SURFACE, subject, "typefaces", quoted(right), quoted(name))
    for family in () if unknown else lost:
        values = quoted(family), quoted(", ".join(names))
        yield Difference(Code.WORDS, SURFACE, subject, "typefaces", *values)


def absent(page: MadePage) -> Difference:
    """A page that is not there."""
    return Difference(Code.MISSING, SURFACE, f"the {page.role}", "page", "a page", "nothing")


def _spoken(text: str) -> str:
    """The first words in a text that are more than signs between others."""
    said = (part for part in text.split(_CUT) if any(map(str.isalnum, part)))
    return one_line(next(said, ""))


def _shortened(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONG else f"{line[:_LONG]}…"


def embedded_families(names: Iterable[str], page: MadePage, fold: Fold) -> frozenset[str]:
    """Which of a page's families fonts with those names belong to."""
    folded = {family: fold(family) for family in page.families}
    shown = [fold(name) for name in names]
    return frozenset(
        family for family, start in folded.items() if any(name.startswith(start) for name in shown)
    )
