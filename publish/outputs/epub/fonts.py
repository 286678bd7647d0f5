"""Fonts for the EPUB: cut down to the book's characters, and one file per weight.

Variable fonts are pinned to the weights that the style sheet uses, since older reading systems show
only a variable font's default. A font cut down is a modified one: under the SIL Open Font License,
clause 3, it may not carry a reserved name, so its name table gets another; copyright and licence
stay in it, as clause 2 asks. HarfBuzz cuts a thousand times faster than fontTools does.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from publish.model.script import HAN, script_of, scripts_in
from publish.render.theme import Font

# Every book gets these, so that a reader's own words (a note, a search) look like the text.
_ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\u00a0\u00ad\u2010…")
# Signs that Latin and Han writing share and set differently: in a Chinese or Japanese book they are
# left to its own fonts, which give them the width of a character.
_SHARED = frozenset(map(chr, (0xB7, *range(0x2010, 0x2028))))
_FEATURES = (
    "ccmp", "locl", "mark", "mkmk", "kern", "liga", "calt", "rlig", "init", "medi", "fina",
    "smcp", "c2sc", "onum", "lnum", "tnum", "pnum", "case", "sups",
    "ssty", "dtls", "flac",  # scripts and accents of formulas
)  # fmt: skip
_NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # with copyright, licence and its address
_OPTICAL_SIZE = 12.0  # points, what a page of an e-book is mostly read at
_RESERVED = re.compile(r"Reserved Font Names?\s+[‘'\"“]?([^’'\"”.,]+)", re.I)


@dataclass(frozen=True, slots=True)
class Face:
    """One font file of the product, and how the style sheet declares it."""

    family: str
    style: str
    weight: int
    href: str
    media_type: str
    content: bytes


def cut_faces(
    fonts: Iterable[Font], text: str, language: str, *, bold_italic: bool
) -> Iterator[Face]:
    """The faces that set `text`; `bold_italic` says whether anything is both.

    A font that has none of the book's letters is left out.
    """
    home = script_of(language)
    signs = (frozenset(text) | _ALWAYS) - (_SHARED if home in HAN else frozenset())
    for font in fonts:
        covered = _covered(font.path)
        wanted = signs if font.script in ("", home) else _of_script(signs, font.script)
        if any(map(str.isalpha, wanted & covered & frozenset(text))):
            for weight in _weights(font, bold_italic=bold_italic):
                content = _cut(font.path, weight, wanted & covered, all_features=bool(font.script))
                yield _face(font, weight, content)


def _of_script(signs: Iterable[str], script: str) -> frozenset[str]:
    """The signs that a font for a single script is there for."""
    return frozenset(sign for sign in signs if script in scripts_in(sign, f"und-{script}"))


def is_open(font: Font) -> bool:
    """Whether a font says of itself that the SIL Open Font License covers it."""
    with TTFont(font.path, lazy=True) as opened:
        return "Open Font License" in (opened["name"].getDebugName(13) or "")


def _face(font: Font, weight: int, content: bytes) -> Face:
    kind = "otf" if content[:4] == b"OTTO" else "ttf"
    slug = re.sub(r"[^a-z0-9]+", "-", font.family.lower())
    slope = "" if font.style == "normal" else f"-{font.style}"
    href = f"fonts/{slug}-{weight}{slope}.{kind}"
    return Face(font.family, font.style, weight, href, f"font/{kind}", content)


def _weights(font: Font, *, bold_italic: bool) -> tuple[int, ...]:
    """Regular and bold of a variable font, what there is of another."""
    if " " not in font.weight:
        return (int(font.weight),)
    return (400, 700) if font.style == "normal" or bold_italic else (400,)


@lru_cache(maxsize=32)
def _covered(path: Path) -> frozenset[str]:
    with TTFont(path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


@lru_cache(maxsize=256)
def _cut(path: Path, weight: int, characters: frozenset[str], *, all_features: bool) -> bytes:
    """The font file with those characters alone, at that weight; the same bytes every time.

    A script that joins or stacks its letters needs whatever features its font has.
    """
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.unicode_set.update(map(ord, characters))
    if not all_features:
        kept = (int.from_bytes(tag.encode()) for tag in _FEATURES)
        _exactly(wanted.layout_feature_tag_set, kept)
    _exactly(wanted.name_id_set, _NAMES)
    for axis in face.axis_infos:
        _pin(wanted, face, axis, weight)
    return _renamed(hb.subset(face, wanted).blob.data, weight)


def _exactly(kept: Any, wished: Iterable[Any]) -> None:
    """Replace what HarfBuzz would keep by default."""
    kept.clear()
    kept.update(wished)


def _pin(wanted: Any, face: Any, axis: Any, weight: int) -> None:
    """Fix one axis of a variable font: weight, optical size, any other where the font has it."""
    wished = {"wght": float(weight), "opsz": _OPTICAL_SIZE}.get(axis.tag, axis.default_value)
    place = min(max(wished, axis.min_value), axis.max_value)
    wanted.pin_axis_location(face, axis.tag, place)


def _renamed(content: bytes, weight: int) -> bytes:
    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    _rename(font, weight)
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def _rename(font: Any, weight: int) -> None:
    """Give the name table a family name without the words that the licence reserves."""
    names = font["name"]
    family = f"{unreserved(names.getDebugName(1) or '', names.getDebugName(0) or '')} Excerpt"
    style = f"{weight}{' Italic' if font['head'].macStyle & 2 else ''}"
    postscript = re.sub(r"[^A-Za-z0-9]", "", family)
    wording = {
        1: f"{family} {style}",
        2: "Regular",
        3: f"{postscript}-{style}",
        4: f"{family} {style}",
        6: f"{postscript}-{style.replace(' ', '')}",
    }
    for number, text in wording.items():
        names.setName(text, number, 3, 1, 0x409)


def unreserved(family: str, copyright_notice: str) -> str:
    """A font's family name without the reserved words that its copyright notice names."""
    if found := _RESERVED.search(copyright_notice):
        for word in found[1].split():
            family = re.sub(re.escape(word), "", family, flags=re.I)
    return " ".join(family.split()) or "Book"
