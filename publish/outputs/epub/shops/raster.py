"""Drawings as pixels, and pixels in another size, format or colour: the same way every time."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence

import resvg_py
from PIL import Image

from publish.model.image_types import ENCODINGS
from publish.outputs.epub.shops.fitting import Limits

_WITH_ALPHA = ("RGBA", "LA", "PA")
_KINDS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
_STEP = 0.95  # by which an image of too many bytes gets smaller than their share asks


def drawn(drawing: bytes, width: int, height: int, fonts: Sequence[str]) -> bytes:
    """A drawing as a PNG of at most those sides on a white ground, with letters of those files."""
    picture = resvg_py.svg_to_bytes(
        svg_string=drawing.decode(),
        width=width,
        height=height,
        dpi=96,
        skip_system_fonts=True,
        font_files=list(fonts),
        background="white",
    )
    with Image.open(io.BytesIO(bytes(picture))) as image:
        plain = image.convert("RGB")
    is_grey = len({band.tobytes() for band in plain.split()}) == 1
    return _encoded(plain.convert("L") if is_grey else plain.quantize(256), "PNG", None)


def fitted(content: bytes, media_type: str, target: str, limits: Limits) -> tuple[bytes, str]:
    """An image within its limits as the type `target`, and what was done to it in words.

    Nothing, and the same bytes, for one that is so already.
    """
    with Image.open(io.BytesIO(content)) as image:
        steps = list(_steps(image, media_type, target, limits, len(content)))
        if not steps:
            return content, ""
        before = image.width * image.height
        picture, profile = _coloured(image, target, limits)
    made = _within(picture, _KINDS[target], profile, limits)
    with Image.open(io.BytesIO(made)) as after:
        if after.width * after.height < before:
            steps.append(f"{before:,} pixels became {after.width * after.height:,}")
    return made, ", ".join(each for each in steps if each)


def _steps(
    image: Image.Image, media_type: str, target: str, limits: Limits, size: int
) -> Iterator[str]:
    """What is to be done, in words; empty words for what only the size will show."""
    if getattr(image, "n_frames", 1) > 1 and "animated" in limits.without:
        yield "the first frame of an animation"
    if target != media_type:
        yield f"{_KINDS.get(media_type, media_type)} became {_KINDS[target]}"
    if image.mode == "CMYK" and "cmyk" in limits.without:
        yield "CMYK became RGB"
    if _is_transparent(image) and "transparent" in limits.without:
        yield "on a white ground"
    if _scale(image, limits) < 1 or (limits.size is not None and size > limits.size):
        yield ""


def _is_transparent(image: Image.Image) -> bool:
    if image.mode not in _WITH_ALPHA and "transparency" not in image.info:
        return False
    lowest = image.convert("RGBA").getchannel("A").getextrema()[0]
    return lowest != 255


def _scale(image: Image.Image, limits: Limits) -> float:
    pixels, side = image.width * image.height, max(image.size)
    by_pixels = math.sqrt(limits.pixels / pixels) if limits.pixels else 1.0
    return min(1.0, by_pixels, limits.side / side if limits.side else 1.0)


def _coloured(image: Image.Image, target: str, limits: Limits) -> tuple[Image.Image, bytes | None]:
    """The image in colours that the target has, and the profile of those that are unchanged."""
    image.load()
    if _is_transparent(image) and ("transparent" in limits.without or target == "image/jpeg"):
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB"), None
    if image.mode in ("CMYK", "YCCK") and ("cmyk" in limits.without or target != "image/jpeg"):
        return image.convert("RGB"), None
    if image.mode in ("P", "1", "PA"):
        return image.convert("RGBA" if _is_transparent(image) else "RGB"), None
    return image.copy(), image.info.get("icc_profile")


def _within(picture: Image.Image, kind: str, profile: bytes | None, limits: Limits) -> bytes:
    """The picture encoded, as large as the limits allow."""
    scale = _scale(picture, limits)
    while True:
        size = [max(1, math.floor(side * scale)) for side in picture.size]
        shown = (
            picture if scale == 1 else picture.resize((size[0], size[1]), Image.Resampling.LANCZOS)
        )
        made = _encoded(shown, kind, profile)
        if limits.size is None or len(made) <= limits.size or max(size) == 1:
            return made
        scale *= _STEP * math.sqrt(limits.size / len(made))


def _encoded(image: Image.Image, kind: str, profile: bytes | None) -> bytes:
    file = io.BytesIO()
    more = {"icc_profile": profile} if profile else {}
    image.save(file, kind, **ENCODINGS.get(kind, {}), **more)
    return file.getvalue()
