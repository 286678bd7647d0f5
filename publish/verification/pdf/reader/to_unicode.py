"""The text of marked content: its codes through ToUnicode, or its ActualText.

A program that reads a tagged file aloud has nothing else (ISO 32000-1, 9.10, 14.9.4): it sees no
positions on the page, so a space that no code stands for does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pikepdf

from publish.verification.pdf.reader.objects import ObjectId

ShownText = tuple[str, bytes | str]  # a font's name with an operand that shows text; or "", words

_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_CODES = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_CODE = 4  # hexadecimal digits of a code, in the composite fonts that text is set in
_UNMAPPED = "\ufffd"  # for a code without a character


class ToUnicode:
    """The ToUnicode maps of the fonts of one file, each parsed once."""

    def __init__(self) -> None:
        self._maps: dict[ObjectId, dict[bytes, str]] = {}

    def decode(
        self, page: pikepdf.Page, shown: Mapping[int, Sequence[ShownText]]
    ) -> dict[int, list[str]]:
        """The pieces of text of each marked-content sequence of a page, by MCID."""
        fonts = page.resources.get("/Font")
        characters: dict[str, dict[bytes, str]] = {}
        texts: dict[int, list[str]] = {}
        for mcid, operands in shown.items():
            parts: list[str] = []
            for name, operand in operands:
                if isinstance(operand, str):
                    parts.append(operand)
                    continue
                if name not in characters:
                    characters[name] = self._map(fonts.get(name) if fonts is not None else None)
                parts.append(_decode(operand, characters[name]))
            texts[mcid] = parts
        return texts

    def _map(self, font: pikepdf.Object | None) -> dict[bytes, str]:
        if font is None or "/ToUnicode" not in font:
            return {}
        object_id = font.objgen
        if object_id not in self._maps:
            self._maps[object_id] = parse_to_unicode(font["/ToUnicode"].read_bytes())
        return self._maps[object_id]


def _decode(operand: bytes, characters: Mapping[bytes, str]) -> str:
    codes = b"".join(_CODES.findall(operand)).lower()
    starts = range(0, len(codes), _CODE)
    return "".join([characters.get(codes[at : at + _CODE], _UNMAPPED) for at in starts])


def parse_to_unicode(cmap: bytes) -> dict[bytes, str]:
    """The text of each code, in lower-case hexadecimal, of a ToUnicode stream (9.10.3)."""
    characters: dict[bytes, str] = {}
    for kind, section in _SECTION.findall(cmap):
        codes = [code.lower() for code in _CODES.findall(section)]
        if kind == b"bfchar":
            characters.update(zip(codes[::2], map(_text, codes[1::2]), strict=False))
            continue
        for first, last, text in zip(codes[::3], codes[1::3], codes[2::3], strict=False):
            start = _text(text)
            for step in range(int(last, 16) - int(first, 16) + 1):
                code = b"%04x" % (int(first, 16) + step)
                characters[code] = start[:-1] + chr(ord(start[-1]) + step)
    return characters


def _text(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be", "replace")
