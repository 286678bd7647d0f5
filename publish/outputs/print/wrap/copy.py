"""The words of a cover, and the panels that they are set on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from publish.model.book import Book, Edition
from publish.model.cover_copy import CoverCopy, Praise
from publish.outputs.cover.cover import without_text
from publish.outputs.print.wrap.fitting import GAP, LEAD, capacity, fitting_size
from publish.outputs.print.wrap.geometry import Panel, WrapGeometry

_ABOVE_FOOT = 16.0  # points between the words and the foot of a side, with barcode and publisher
_FOOT_OF_FLAP = 40.0  # points for a price, or for the publisher
_LONGEST_LEAD = 200  # characters: a longer first paragraph is not set larger
_ABOUT_SIZE = 0.92  # the size of what follows the blurb
# How prices stand on covers, where each buyer must know their own.
_SIGNS = {
    "USD": "US $", "CAD": "CAN $", "AUD": "AUS $", "NZD": "NZ $", "GBP": "UK £", "EUR": "€ ",
    "CHF": "CHF ", "JPY": "¥ ", "INR": "₹ ",
}  # fmt: skip


class Words(NamedTuple):
    """Paragraphs on a panel, with their size in points; a `lead` is larger."""

    room: Panel
    size: float
    paragraphs: Sequence[str]
    about: str = ""
    praise: Sequence[Praise] = ()
    lead: bool = False


class CoverWords(NamedTuple):
    """The words on back and flaps; those of a panel without any are none."""

    back: Words | None
    front_flap: Words | None
    back_flap: Words | None


class WordsDoNotFit(Exception):
    """A side has more words than its room, in which about `most` characters fit."""

    def __init__(self, name: str, characters: int, most: int) -> None:
        super().__init__(f"{characters:,} characters are too many for the {name}")
        self.most = most


def with_all_words(book: Book) -> Book:
    """A book without its text, whose rights are all words of its cover: fonts are chosen by it."""
    details = book.metadata
    parts = (details.title, details.subtitle, details.byline, details.publisher)
    texts = (*parts, details.description, *book.cover_copy.texts())
    rights = " ".join(filter(None, texts))
    return replace(without_text(book), metadata=replace(details, rights=rights))


def boxed(copy: CoverCopy, lacking: Iterable[str]) -> CoverCopy:
    """The words with boxes for characters that no font has."""
    table = str.maketrans(dict.fromkeys(lacking, "\N{WHITE SQUARE}"))
    praise = (Praise(each.text.translate(table), each.by.translate(table)) for each in copy.praise)
    return replace(
        copy,
        blurb=copy.blurb.translate(table),
        about_author=copy.about_author.translate(table),
        praise=tuple(praise),
    )


def prices(book: Book, edition: Edition) -> list[str]:
    """The prices of an edition as a cover has them."""
    found = book.trade.prices.get(edition.name, ())
    return [f"{_SIGNS.get(each.currency, f'{each.currency} ')}{each.amount}" for each in found]


def cover_words(book: Book, sheet: WrapGeometry) -> CoverWords:
    """The blurb on the back, or with flaps on the one of the front; raises `WordsDoNotFit`."""
    copy = book.cover_copy
    blurb = _paragraphs(copy.blurb)
    room = _above_foot(sheet)
    if sheet.front_flap is None or sheet.back_flap is None:
        back = _words("back cover", room, blurb, copy.about_author, copy.praise)
        return CoverWords(back, None, None)
    return CoverWords(
        back=_words("back cover", room, (), "", copy.praise),
        front_flap=_words("front flap", _flap(sheet.front_flap), blurb),
        back_flap=_words("back flap", _flap(sheet.back_flap), _paragraphs(copy.about_author)),
    )


def _above_foot(sheet: WrapGeometry) -> Panel:
    """The room of the words on the back, above the barcode."""
    words = sheet.back.words
    return words._replace(height=sheet.barcode.top - words.top - _ABOVE_FOOT)


def _flap(flap: Panel) -> Panel:
    return flap._replace(height=flap.height - _FOOT_OF_FLAP)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def _words(
    name: str, room: Panel, blurb: Sequence[str], about: str = "", praise: Sequence[Praise] = ()
) -> Words | None:
    about = " ".join(about.split())
    quoted = [f"{each.text} {each.by}" for each in praise]
    lead = not quoted and len(blurb) > 1 and len(blurb[0]) <= _LONGEST_LEAD
    whole = [*quoted, *blurb, *([about] if about else [])]
    if not whole:
        return None
    size = fitting_size(whole, room, has_lead=lead)
    if size is None:
        raise WordsDoNotFit(name, sum(map(len, whole)), capacity(room))
    return Words(room, size, blurb, about, praise, lead)


STYLE = {"lead": LEAD, "gap": GAP, "about": _ABOUT_SIZE}
