"""Fonts for the EPUB: cut down to the book's characters, and one file per weight.

What a font file has, and what was cut out of it, is kept by the file's bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from publish.cache import file_digest
from publish.model.script import HAN, script_of, scripts_in
from publish.outputs.epub.memo import kept
from publish.outputs.epub.zipping import Pressed, press
from publish.render.theme import Font

# Every book gets these, so that a reader's own words (a note, a search) look like the text.
_ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\u00a0\u00ad\u2010…")
# Signs that Latin and Han writing share and set differently: in a Chinese or Japanese book they are
# left to its own fonts, which give them the width of a character.
_SHARED = frozenset(map(chr, (0xB7, *range(0x2010, 0x2028))))


class Face(msgspec.Struct, frozen=True):
    """One font file of the product, and how the style sheet declares it."""

    family: str
    style: str
    weight: int
    href: str
    media_type: str
    content: bytes
    pressed: Pressed


class _Facts(msgspec.Struct, frozen=True):
    """What is asked of a font file: whether its licence is open, and its characters in order."""

    open: bool
    signs: str


def cut_faces(
    fonts: Iterable[Font], signs: Iterable[str], language: str, *, bold_italic: bool
) -> Iterator[Face]:
    """The faces that set those signs; `bold_italic` says whether anything is both.

    A font that has none of the book's letters is left out.
    """
    home = script_of(language)
    text = frozenset(signs)
    letters = frozenset(filter(str.isalpha, text))
    whole = (text | _ALWAYS) - (_SHARED if home in HAN else frozenset())
    for font in fonts:
        wanted = whole if font.script in ("", home) else _of_script(whole, font.script)
        characters = wanted.intersection(_facts(font.path).signs)
        if characters & letters:
            for weight in _weights(font, bold_italic=bold_italic):
                yield _face(font, weight, characters)


def _of_script(signs: Iterable[str], script: str) -> frozenset[str]:
    """The signs that a font for a single script is there for."""
    return frozenset(sign for sign in signs if script in scripts_in(sign, f"und-{script}"))


def is_open(font: Font) -> bool:
    """Whether a font says of itself that the SIL Open Font License covers it."""
    return _facts(font.path).open


def _face(font: Font, weight: int, characters: Iterable[str]) -> Face:
    content, pressed = _cut(font.path, weight, "".join(sorted(characters)), bool(font.script))
    kind = "otf" if content[:4] == b"OTTO" else "ttf"
    slug = re.sub(r"[^a-z0-9]+", "-", font.family.lower())
    slope = "" if font.style == "normal" else f"-{font.style}"
    href = f"fonts/{slug}-{weight}{slope}.{kind}"
    return Face(font.family, font.style, weight, href, f"font/{kind}", content, pressed)


def _weights(font: Font, *, bold_italic: bool) -> tuple[int, ...]:
    """Regular and bold of a variable font, what there is of another."""
    if " " not in font.weight:
        return (int(font.weight),)
    return (400, 700) if font.style == "normal" or bold_italic else (400,)


@lru_cache(maxsize=256)
def _cut(path: Path, weight: int, characters: str, all_features: bool) -> tuple[bytes, Pressed]:
    """The font file with those characters alone, as it is and compressed.

    A font for a single script has all its features.
    """

    def make() -> bytes:
        from publish.outputs.epub.subsetting import (
            cut,  # with HarfBuzz, for new sets of signs alone
        )

        content = cut(path, weight, characters, all_features=all_features)
        return msgspec.msgpack.encode((content, press("font", content)))

    made = kept("font", (_mark(path), str(weight), characters, str(all_features)), make)
    return msgspec.msgpack.decode(made, type=tuple[bytes, Pressed])


@lru_cache(maxsize=64)
def _facts(path: Path) -> _Facts:
    def make() -> bytes:
        from publish.outputs.epub.subsetting import covered, is_open

        return msgspec.msgpack.encode(_Facts(is_open(path), covered(path)))

    return msgspec.msgpack.decode(kept("font", (_mark(path),), make), type=_Facts)


@lru_cache(maxsize=64)
def _mark(path: Path) -> str:
    return file_digest(path)
