"""Images that move: whether they flash is for a person to see (WCAG 2.2, 2.3.1)."""

from __future__ import annotations

import io
from collections.abc import Iterator

from publish.diagnostics import Location
from publish.model.book import Book
from publish.model.xhtml import X
from publish.structure.accessibility.findings import Finding, location_in

_MOVING = {"image/gif": "GIF", "image/webp": "WEBP", "image/png": "PNG"}
# The chunk that every PNG of several frames has, before the first of its pixels (PNG 3, 5.6).
_ANIMATED, _PIXELS = b"acTL", b"IDAT"
_SIGNATURE = 8  # bytes before the first chunk
_HARMFUL = frozenset({"flashing", "motionSimulation"})


def moving_images(book: Book) -> frozenset[str]:
    """The names of the images that have more than one frame."""
    return frozenset(
        resource.href
        for resource in book.resources
        if (kind := _MOVING.get(resource.media_type)) and _frames(resource.content, kind) > 1
    )


def _frames(content: bytes, kind: str) -> int:
    if kind == "PNG" and not _is_animated(content):
        return 1
    from PIL import Image

    with Image.open(io.BytesIO(content), formats=[kind]) as image:
        return int(getattr(image, "n_frames", 1))


def _is_animated(content: bytes) -> bool:
    """Whether a PNG says so among the chunks (PNG 3, 5.3) before its pixels."""
    at = _SIGNATURE
    while at < len(content):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if kind in (_ANIMATED, _PIXELS):
            return kind == _ANIMATED
        at += 12 + length
    return False


def hazards_of(book: Book, moved: frozenset[str]) -> tuple[str, ...]:
    """The hazards that the book has: what its author saw where images move, else none."""
    if not moved:
        return ("none",)
    return book.accessibility.hazards or ("unknown",)


def check_hazards(book: Book, moved: frozenset[str]) -> Iterator[Finding]:
    """ACC-003 for a moving image that nobody judged, ACC-002 for a claim that nothing bears out."""
    said = frozenset(book.accessibility.hazards)
    place = Location(str(book.folder / "book.toml"))
    if (harmful := sorted(said & _HARMFUL)) and not moved:
        message = f"`hazards` names `{harmful[0]}`, and no image of the book moves"
        yield Finding("ACC-002", message, place, "delete the line")
    if "none" in said and len(said) > 1:
        message = "`hazards` says `none`, and names others beside it"
        yield Finding("ACC-002", message, place, 'write ["none"], or take it out')
    for section in book.walk() if moved and not said else ():
        for image in section.body.iter(f"{X}img"):
            if image.get("src") in moved:
                hint = 'look at it, and write hazards = ["none"] or ["flashing"]'
                message = "an image that moves, and nothing says whether it flashes"
                yield Finding("ACC-003", message, location_in(section, image), hint)
