"""Changes the printed words of a finished PDF, in its own fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage

_PAIR = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>")
_RANGE = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>")


def retype(pdf: pikepdf.Pdf, page: int, old: str, new: str) -> None:
    """Set `new` in place of `old` on a page: in the first text that is exactly that, or in the only
    one that contains it."""
    instructions = list(pikepdf.parse_content_stream(pdf.pages[page]))
    shown = list(_shown(instructions, pdf.pages[page].resources.Font))
    texts = {index: "".join(font.get(g, "?") for g in glyphs) for index, glyphs, font in shown}
    exact = [index for index, text in texts.items() if text.strip() == old]
    containing = [index for index, text in texts.items() if text.count(old) == 1]
    assert exact or len(containing) == 1, f"{old!r} on page {page + 1}: {sorted(texts.values())}"
    chosen = (exact or containing)[0]
    glyphs, font = next((glyphs, font) for index, glyphs, font in shown if index == chosen)
    codes = pikepdf.String(b"".join(_changed(glyphs, font, old, new)))
    operator = instructions[chosen].operator
    instructions[chosen] = pikepdf.ContentStreamInstruction([pikepdf.Array([codes])], operator)
    pdf.pages[page].Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def shift(pdf: pikepdf.Pdf, page: int, words: str, right: float, down: float) -> None:
    """Move the first text on a page that begins with some words, in the units of its content."""
    instructions = list(pikepdf.parse_content_stream(pdf.pages[page]))
    shown = _shown(instructions, pdf.pages[page].resources.Font)
    texts = ((index, "".join(font.get(g, "?") for g in glyphs)) for index, glyphs, font in shown)
    chosen = next(index for index, text in texts if text.startswith(words))
    operators = [str(each.operator) for each in instructions[:chosen]]
    at = chosen - 1 - operators[::-1].index("Tm")
    *matrix, x, y = map(float, instructions[at].operands)
    place = [*matrix, x + right, y + down]
    instructions[at] = pikepdf.ContentStreamInstruction(place, pikepdf.Operator("Tm"))
    pdf.pages[page].Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def _shown(
    instructions: list[Instruction], fonts: pikepdf.Object
) -> Iterator[tuple[int, list[bytes], dict[bytes, str]]]:
    """Each text shown: the index of its instruction, its glyphs and the alphabet of its font."""
    alphabets = {name: _alphabet(font) for name, font in fonts.items()}
    current: dict[bytes, str] = {}
    for index, instruction in enumerate(instructions):
        if str(instruction.operator) == "Tf":
            current = alphabets[str(instruction.operands[0])]
        elif str(instruction.operator) == "TJ":
            yield index, list(_glyphs(instruction.operands[0])), current


def _glyphs(array: pikepdf.Object) -> Iterator[bytes]:
    """The codes of two bytes that a text is shown with (Identity-H)."""
    for part in array:
        if isinstance(part, pikepdf.String):
            codes = bytes(part)
            yield from (codes[at : at + 2] for at in range(0, len(codes), 2))


def _changed(glyphs: list[bytes], font: dict[bytes, str], old: str, new: str) -> list[bytes]:
    codes = {text: code for code, text in font.items()}
    widths = [len(font.get(glyph, "?")) for glyph in glyphs]
    starts = [sum(widths[:index]) for index in range(len(widths) + 1)]
    at = "".join(font.get(glyph, "?") for glyph in glyphs).index(old)
    begin, end = starts.index(at), starts.index(at + len(old))
    return glyphs[:begin] + [codes[character] for character in new] + glyphs[end:]


def _alphabet(font: pikepdf.Object) -> dict[bytes, str]:
    """Text by code, from the ToUnicode map (ISO 32000-1, 9.10.3)."""
    table = font.ToUnicode.read_bytes()
    alphabet: dict[bytes, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.S):
        for code, text in _PAIR.findall(block):
            alphabet[bytes.fromhex(code.decode())] = bytes.fromhex(text.decode()).decode(
                "utf-16-be"
            )
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, text in _RANGE.findall(block):
            for offset in range(int(last, 16) - int(first, 16) + 1):
                code = (int(first, 16) + offset).to_bytes(2, "big")
                alphabet[code] = chr(int(text, 16) + offset)
    return alphabet
