"""The characters of fonts, and those of a text that need a glyph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from publish.render.theme import Font

# Spaces, controls, joiners, direction controls, variation selectors, fillers and tags: nothing is
# printed for them (Unicode, 5.21), so that no font needs them.
_INVISIBLE = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def printing(text: str) -> set[str]:
    """The characters of a text that need a glyph."""
    return set(_INVISIBLE.sub("", text))


def coverage(fonts: Iterable[Font]) -> frozenset[str]:
    """The characters for which any of some fonts has a glyph."""
    return frozenset[str]().union(*(_characters(font.path) for font in fonts))


@cache
def _characters(path: Path) -> frozenset[str]:
    import uharfbuzz as hb  # which a book in ASCII does not wait for

    face = hb.Face(hb.Blob.from_file_path(str(path)))
    return frozenset(map(chr, face.unicodes))
