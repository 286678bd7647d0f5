"""Reduces a font file to some characters, at one weight, under a name that its licence allows.

Variable fonts are pinned to the weights that the style sheet uses, since older reading systems show
only a variable font's default. A subset is a modified font: under the SIL Open Font License, clause
3, it must not carry a reserved name, so its name table gets another; copyright and licence remain,
as clause 2 demands. HarfBuzz is a thousand times faster at this than fontTools.
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
_NAME_IDS = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # with copyright, licence and its address
_OPTICAL_SIZE = 12.0  # points, the size that a page of an e-book is mostly read at
_RESERVED = re.compile(r"Reserved Font Names?\s+[‘'\"“]?([^’'\"”.,]+)", re.I)


def characters_of(path: Path) -> str:
    """The characters of a font file, in order."""
    return "".join(map(chr, sorted(_face(path).unicodes)))


def is_under_open_licence(path: Path) -> bool:
    """Whether a font file states that it is under the SIL Open Font License."""
    return "Open Font License" in (_face(path).get_name(hb.OTNameIdPredefined.LICENSE) or "")


def _face(path: Path) -> Any:
    return hb.Face(hb.Blob.from_file_path(str(path)))


def subset_font(path: Path, weight: int, characters: Iterable[str], *, all_features: bool) -> bytes:
    """The font file with only those characters, at that weight; the same bytes every time.

    A script that joins or stacks its letters needs `all_features` of its font.
    """
    face = _face(path)
    subset = hb.SubsetInput()
    subset.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    subset.unicode_set.update(map(ord, characters))
    if not all_features:
        tags = (int.from_bytes(tag.encode()) for tag in _FEATURES)
        _replace(subset.layout_feature_tag_set, tags)
    _replace(subset.name_id_set, _NAME_IDS)
    for axis in face.axis_infos:
        _pin(subset, face, axis, weight)
    return _renamed(hb.subset(face, subset).blob.data, weight)


def _replace(defaults: Any, values: Iterable[Any]) -> None:
    """Replace the defaults of HarfBuzz in a set."""
    defaults.clear()
    defaults.update(values)


def _pin(subset: Any, face: Any, axis: Any, weight: int) -> None:
    """Fix one axis of a variable font: weight, optical size, any other at its default."""
    wanted = {"wght": float(weight), "opsz": _OPTICAL_SIZE}.get(axis.tag, axis.default_value)
    value = min(max(wanted, axis.min_value), axis.max_value)
    subset.pin_axis_location(face, axis.tag, value)


def _renamed(content: bytes, weight: int) -> bytes:
    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    _rename(font, weight)
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def _rename(font: Any, weight: int) -> None:
    """Give the name table a family name without the words that the licence reserves."""
    names = font["name"]
    family = f"{unreserved(names.getDebugName(1) or '', names.getDebugName(0) or '')} Excerpt"
    style = f"{weight}{' Italic' if font['head'].macStyle & 2 else ''}"
    postscript = re.sub(r"[^A-Za-z0-9]", "", family)
    texts = {
        1: f"{family} {style}",
        2: "Regular",
        3: f"{postscript}-{style}",
        4: f"{family} {style}",
        6: f"{postscript}-{style.replace(' ', '')}",
    }
    for name_id, text in texts.items():
        names.setName(text, name_id, 3, 1, 0x409)


def unreserved(family: str, copyright_notice: str) -> str:
    """A font's family name without the words that its copyright notice reserves."""
    if match := _RESERVED.search(copyright_notice):
        for word in match[1].split():
            family = re.sub(re.escape(word), "", family, flags=re.I)
    return " ".join(family.split()) or "Book"
