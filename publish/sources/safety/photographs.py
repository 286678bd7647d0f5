"""Photographs as every reader shows them: upright, and in the colours of a screen.

A camera records how it was held (Exif 2.3, 4.6.4) instead of turning the image, and some readers
ignore that. EPUB 3.3 (3.2) leaves open which colour spaces readers have, and few have inks (CMYK).
"""

from __future__ import annotations

import io

from PIL import ExifTags, Image, ImageCms, ImageOps, JpegImagePlugin

_JPEG, _EXIF = b"\xff\xd8\xff", b"Exif\0\0"
_QUALITY = 92  # of a photograph whose colours are converted; its inks had a quality of their own


def is_in_inks(content: bytes) -> bool:
    """Whether an image is a JPEG in CMYK."""
    if not content.startswith(_JPEG):
        return False
    with JpegImagePlugin.JpegImageFile(io.BytesIO(content)) as image:
        return image.mode == "CMYK"


def is_for_screens(content: bytes) -> bool:
    """Whether every reader shows an image as it should be."""
    if not content.startswith(_JPEG):
        return True
    with JpegImagePlugin.JpegImageFile(io.BytesIO(content)) as image:
        return image.mode != "CMYK" and not _is_turned(image, content)


def for_screens(content: bytes) -> bytes:
    """A JPEG as every reader shows it."""
    with JpegImagePlugin.JpegImageFile(io.BytesIO(content)) as image:
        if image.mode == "CMYK":
            return _encoded(ImageOps.exif_transpose(_in_rgb(image)), quality=_QUALITY)
    return upright(content)


def upright(content: bytes) -> bytes:
    """A JPEG as it was held, in its own colours."""
    with JpegImagePlugin.JpegImageFile(io.BytesIO(content)) as image:
        if not _is_turned(image, content):
            return content
        # At its own quality, since nothing but the place of its pixels changes.
        sampling = JpegImagePlugin.get_sampling(image)
        settings = {"qtables": image.quantization, "subsampling": max(sampling, 0)}
        return _encoded(ImageOps.exif_transpose(image), **settings)


def _is_turned(image: Image.Image, content: bytes) -> bool:
    if _EXIF not in content:
        return False
    return int(image.getexif().get(ExifTags.Base.Orientation, 1)) != 1


def _in_rgb(image: Image.Image) -> Image.Image:
    """An image in sRGB: by its colour profile, or as inks without one are usually taken."""
    exif = image.getexif()
    converted = image.convert("RGB")
    if profile := image.info.get("icc_profile"):
        try:
            inks = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            screen = ImageCms.createProfile("sRGB")
            matched = ImageCms.profileToProfile(image, inks, screen, outputMode="RGB")
            converted = matched if matched is not None else converted
        except (ImageCms.PyCMSError, OSError):  # a damaged profile is as good as none
            pass
    converted.info.pop("icc_profile", None)
    converted.info["exif"] = exif.tobytes()
    return converted


def _encoded(image: Image.Image, **settings: object) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", **settings)
    return file.getvalue()
