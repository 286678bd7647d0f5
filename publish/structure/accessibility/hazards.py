"""Moving images: only a person can judge whether they flash (WCAG 2.2, 2.3.1)."""

from __future__ import annotations

import io
from collections.abc import Iterator

from publish.diagnostics import Location
from publish.model.book import Book
from publish.model.markup import X
from publish.structure.accessibility.findings import Finding, location_in

_MOVING = {"image/gif": "GIF", "image/webp": "WEBP", "image/png": "PNG"}
# The chunk of an animated PNG, and that of the first pixels, which it precedes (PNG 3, 5.6).
_ANIMATED, _PIXELS = b"acTL", b"IDAT"
_SIGNATURE = 8  # bytes before the first chunk
_HARMFUL = frozenset({"flashing", "motionSimulation"})


def moving_images(book: Book) -> frozenset[str]:
    """The paths of the images with more than one frame."""
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
    """Whether a PNG has the chunk of an animation (PNG 3, 5.3) before its pixels."""
    offset = _SIGNATURE
    while offset < len(content):
        length = int.from_bytes(content[offset : offset + 4])
        kind = content[offset + 4 : offset + 8]
        if kind in (_ANIMATED, _PIXELS):
            return kind == _ANIMATED
        offset += 12 + length
    return False


def hazards_of(book: Book, moving: frozenset[str]) -> tuple[str, ...]:
    """The hazards of the book: those its author declares if images move, else none."""
    if not moving:
        return ("none",)
    return book.accessibility.hazards or ("unknown",)


def check_hazards(book: Book, moving: frozenset[str]) -> Iterator[Finding]:
    """ACC-003 for a moving image without a declared hazard, ACC-002 for a false declaration."""
    declared = frozenset(book.accessibility.hazards)
    location = Location(str(book.folder / "book.toml"))
    if (harmful := sorted(declared & _HARMFUL)) and not moving:
        message = f"`hazards` names `{harmful[0]}`, but no image of the book moves"
        yield Finding("ACC-002", message, location, "delete the line")
    if "none" in declared and len(declared) > 1:
        message = "`hazards` combines `none` with other values"
        yield Finding("ACC-002", message, location, 'write ["none"], or remove "none"')
    for section in book.walk() if moving and not declared else ():
        for image in section.body.iter(f"{X}img"):
            if image.get("src") in moving:
                hint = 'watch it, and write hazards = ["none"] or ["flashing"]'
                message = "the image moves, and `hazards` does not say whether it flashes"
                yield Finding("ACC-003", message, location_in(section, image), hint)
