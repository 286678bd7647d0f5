"""What marked content reads as: its own codes through ToUnicode, or what it says that it reads as.

A program that reads a tagged file aloud takes nothing else (ISO 32000-1, 9.10, 14.9.4): it sees no
places on the page, so that a space which no code stands for is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pikepdf

from publish.verify.pdf.reader.objects import Number

Shown = tuple[str, bytes | str]  # a font's name with an operand that shows text; or "", the words

_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_CODES = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_CODE = 4  # hexadecimal figures of a code, in the fonts of composite type that carry text
_LOST = "\ufffd"  # for a code that the font gives no sign


class Spellings:
    """The signs of the fonts of one file, each read once."""

    def __init__(self) -> None:
        self._read: dict[Number, dict[bytes, str]] = {}

    def of(self, page: pikepdf.Page, shown: Mapping[int, Sequence[Shown]]) -> dict[int, str]:
        """The text of each numbered sequence of a page."""
        fonts = page.resources.get("/Font")
        signs: dict[str, dict[bytes, str]] = {}
        texts: dict[int, str] = {}
        for number, operands in shown.items():
            parts: list[str] = []
            for name, operand in operands:
                if isinstance(operand, str):
                    parts.append(operand)
                    continue
                if name not in signs:
                    signs[name] = self._signs(fonts.get(name) if fonts is not None else None)
                parts.append(_spelled(operand, signs[name]))
            texts[number] = "".join(parts)
        return texts

    def _signs(self, font: pikepdf.Object | None) -> dict[bytes, str]:
        if font is None or "/ToUnicode" not in font:
            return {}
        place = font.objgen
        if place not in self._read:
            self._read[place] = read_signs(font["/ToUnicode"].read_bytes())
        return self._read[place]


def _spelled(operand: bytes, signs: Mapping[bytes, str]) -> str:
    codes = b"".join(_CODES.findall(operand)).lower()
    return "".join([signs.get(codes[n : n + _CODE], _LOST) for n in range(0, len(codes), _CODE)])


def read_signs(cmap: bytes) -> dict[bytes, str]:
    """The text of each code, in lower figures, that a ToUnicode stream lists (9.10.3)."""
    signs: dict[bytes, str] = {}
    for kind, listed in _SECTION.findall(cmap):
        found = [code.lower() for code in _CODES.findall(listed)]
        if kind == b"bfchar":
            signs.update(zip(found[::2], map(_text, found[1::2]), strict=False))
            continue
        for first, last, text in zip(found[::3], found[1::3], found[2::3], strict=False):
            for step in range(int(last, 16) - int(first, 16) + 1):
                start = _text(text)
                signs[b"%04x" % (int(first, 16) + step)] = start[:-1] + chr(ord(start[-1]) + step)
    return signs


def _text(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be", "replace")
