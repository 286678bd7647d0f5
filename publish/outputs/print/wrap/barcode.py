"""The barcode of the book trade: EAN-13 with the price (ISO 15420; GS1 Specifications, 5.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from publish.errors import MissingTool
from publish.model.lengths import POINTS
from publish.model.trade import Price

MODULE = 0.33 * POINTS["mm"]  # the width of the thinnest bar, in full size
_BAR = 2  # units of the barcode library in a module
# The first digit of the price, by its currency, as the trade has it; others have no price in bars.
_CURRENCIES = {"GBP": "0", "AUD": "3", "NZD": "4", "USD": "5", "CAD": "6"}
_MOST_CENTS = 9998  # 9999 is for dearer books, and 90000 for no price


def price_digits(prices: Iterable[Price]) -> str:
    """The five digits of the first price that a barcode can have, or none."""
    for price in prices:
        cents = round(float(price.amount) * 100)
        first = _CURRENCIES.get(price.currency)
        if first is not None and 0 < cents <= _MOST_CENTS:
            return f"{first}{cents:04d}"
    return ""


class Barcode(NamedTuple):
    """A drawing, with its width and height in points."""

    svg: str
    width: float
    height: float


def barcode(isbn: str, price: str) -> Barcode:
    """A drawing of an ISBN and a price in black, in full size; raises `MissingTool`."""
    try:
        import zint  # an extra: only a cover with a number needs it
    except ImportError as error:
        hint = 'pip install "publish-book[print]"'
        message = "the barcode of the cover needs the library of Zint"
        raise MissingTool(message, hint=hint) from error
    symbol = zint.Symbol()
    symbol.symbology = zint.Symbology.EANX
    symbol.encode(f"{isbn}+{price}" if price else isbn)
    symbol.buffer_vector()
    drawn = symbol.vector
    wide, high = (side * MODULE / _BAR for side in (drawn.width, drawn.height))
    parts = "".join([*_bars(drawn), *_digits(drawn)])
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="barcode" '
        f'width="{wide:.3f}pt" height="{high:.3f}pt" '
        f'viewBox="0 0 {drawn.width:g} {drawn.height:g}">{parts}</svg>'
    )
    return Barcode(svg, wide, high)


def _bars(drawn: object) -> Iterator[str]:
    for bar in drawn.rectangles:  # type: ignore[attr-defined]
        shape = f'x="{bar.x:g}" y="{bar.y:g}" width="{bar.width:g}" height="{bar.height:g}"'
        yield f'<rect {shape} fill="#000000"/>'


def _digits(drawn: object) -> Iterator[str]:
    for text in drawn.strings:  # type: ignore[attr-defined]
        anchor = {1: "start", 2: "end"}.get(text.halign, "middle")
        place = f'x="{text.x:.2f}" y="{text.y:.2f}" font-size="{text.fsize:g}"'
        yield f'<text {place} text-anchor="{anchor}" fill="#000000">{text.text}</text>'
