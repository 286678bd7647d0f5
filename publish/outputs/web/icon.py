"""The icon of the edition, as tabs and bookmarks show it: its cover, very small."""

from __future__ import annotations

import io

import msgspec

from publish.cache import Cache, Memo, digest
from publish.outputs.pages.pictures import Picture

ICON = "icon.png"
_SIDE = 64  # pixels
_VECTORS = "image/svg+xml"


class _IconInputs(msgspec.Struct, frozen=True):
    cover: str


_ICONS = Memo("icon", _IconInputs, bytes)


def icon_name(cover: Picture, cover_name: str) -> str:
    """The address of the icon: a cover that is a drawing is one itself."""
    return cover_name if cover.media_type == _VECTORS else ICON


def icon(cover: Picture, cache: Cache) -> dict[str, bytes]:
    """The file of the icon, if it is not the cover."""
    if cover.media_type == _VECTORS:
        return {}
    content = cover.content
    inputs = _IconInputs(digest(content))
    return {ICON: _ICONS.get(cache, inputs, lambda: _drawn(content))}


def _drawn(cover: bytes) -> bytes:
    from PIL import Image  # slow: only for a new cover

    with Image.open(io.BytesIO(cover)) as image:
        # Of millions of pixels, a fourth part less.
        small = image.convert("RGBA" if image.has_transparency_data else "RGB")
    small.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    square = Image.new("RGBA", (_SIDE, _SIDE))
    square.paste(small, ((_SIDE - small.width) // 2, (_SIDE - small.height) // 2))
    target = io.BytesIO()
    square.save(target, "PNG", optimize=True)
    return target.getvalue()
