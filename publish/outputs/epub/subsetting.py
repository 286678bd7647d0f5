"""Cuts a font file down to some characters, at one weight, under a name that its licence allows.

Variable fonts are pinned to the weights that the style sheet uses, since older reading systems show
only a variable font's default. A font cut down is a modified one: under the SIL Open Font License,
clause 3, it may not carry a reserved name, so its name table gets another; copyright and licence
stay in it, as clause 2 asks. HarfBuzz cuts a thousand times faster than fontTools does.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from fontTools.ttLib import TTFont

_FEATURES = (
    "ccmp", "locl", "mark", "mkmk", "kern", "liga", "calt", "rlig", "init", "medi", "fina",
    "smcp", "c2sc", "onum", "lnum", "tnum", "pnum", "case", "sups",
    "ssty", "dtls", "flac",  # scripts and accents of formulas
)  # fmt: skip
_NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # with copyright, licence and its address
_OPTICAL_SIZE = 12.0  # points, what a page of an e-book is mostly read at
_RESERVED = re.compile(r"Reserved Font Names?\s+[‘'\"“]?([^’'\"”.,]+)", re.I)


def covered(path: Path) -> str:
    """The characters that a font file has, in order."""
    with TTFont(path, lazy=True) as font:
        return "".join(map(chr, sorted(font.getBestCmap())))


def is_open(path: Path) -> bool:
    """Whether a font says of itself that the SIL Open Font License covers it."""
    with TTFont(path, lazy=True) as opened:
        return "Open Font License" in (opened["name"].getDebugName(13) or "")


def cut(path: Path, weight: int, characters: Iterable[str], *, all_features: bool) -> bytes:
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
