"""The operations that show a line of text, as tokens: glyphs, shifts, and what shows nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_SHOWS, _SETS_FONT = b"] TJ", b" Tf"
_CODES = re.compile(rb"<([0-9a-f]*)>")
_PARTS = re.compile(rb"<([0-9a-f]*)>|[^<>\[\]]+")
_CODE = 4  # hexadecimal digits of a glyph


@dataclass(frozen=True, slots=True)
class Glyph:
    """The code of a glyph, and the font in which it is shown."""

    code: bytes
    font: str


@dataclass(frozen=True, slots=True)
class Shift:
    """A step back, in thousandths of the size."""

    amount: bytes


Token = Glyph | Shift | bytes  # bytes are an operation that shows nothing


def shown_codes(operations: Sequence[bytes], font: str) -> Iterator[tuple[bytes, str]]:
    """What the operations of a line show, each with its font."""
    for operation in operations:
        if operation.endswith(_SHOWS):
            yield b"".join(_CODES.findall(operation)), font
        elif operation.endswith(_SETS_FONT):
            font = _font_name(operation)


def _font_name(operation: bytes) -> str:
    return operation[1:].partition(b" ")[0].decode()


def line_tokens(operations: Sequence[bytes], font: str) -> Iterator[Token]:
    """The tokens of the operations of a line, which begin in a font."""
    for operation in operations:
        if not operation.endswith(_SHOWS):
            font = _font_name(operation) if operation.endswith(_SETS_FONT) else font
            yield operation
            continue
        for part in _PARTS.finditer(operation[: -len(_SHOWS)]):
            codes = part[1]
            if codes is None:
                yield Shift(part[0])
            else:
                starts = range(0, len(codes), _CODE)
                yield from (Glyph(codes[at : at + _CODE], font) for at in starts)


def operations_of(tokens: Iterable[Token]) -> Iterator[bytes]:
    """The operations that some tokens are written as."""
    for shows_nothing, group in groupby(tokens, _shows_nothing):
        if shows_nothing:
            yield from map(_part, group)
        else:
            yield b"[%s] TJ" % b"".join(_parts(group)).replace(b"><", b"")


def _parts(tokens: Iterable[Token]) -> Iterator[bytes]:
    """Tokens in the operand of TJ, with a space between two numbers."""
    before: Token = b""
    for token in tokens:
        if isinstance(token, Shift) and isinstance(before, Shift):
            yield b" "
        yield _part(token)
        before = token


def _shows_nothing(token: Token) -> bool:
    return isinstance(token, bytes)


def _part(token: Token) -> bytes:
    """A token in the operand of TJ."""
    if isinstance(token, Glyph):
        return b"<%s>" % token.code
    return token.amount if isinstance(token, Shift) else token
