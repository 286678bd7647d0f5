"""Images of a PDF in the colours of a printer."""

from __future__ import annotations

import io
import zlib

import pikepdf
from PIL import Image

from publish.outputs.print.inks import InkTable

_SPACES = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}
_QUALITY = 95  # of JPEG, without subsampling: no loss that a press shows


def convert_picture(stream: pikepdf.Object, inks: InkTable, *, flattened: bool) -> None:
    """Replace an image by what is printed; with `flattened` it lies on white where it is clear."""
    if stream.get("/ImageMask") or stream.get("/ColorSpace") in ("/DeviceGray", "/DeviceCMYK"):
        return
    is_photo = stream.get("/Filter") == pikepdf.Name.DCTDecode
    image = _opened(stream)
    mask = stream.get("/SMask")
    if flattened and mask is not None:
        image = _on_white(image, _opened(mask).convert("L"))
        del stream["/SMask"]
    printed = inks.picture(image)
    if is_photo and printed.mode != "CMYK":
        content = io.BytesIO()
        printed.save(content, "JPEG", quality=_QUALITY, subsampling=0)
        stream.write(content.getvalue(), filter=pikepdf.Name.DCTDecode)
    else:
        stream.write(zlib.compress(printed.tobytes(), 9), filter=pikepdf.Name.FlateDecode)
    stream["/ColorSpace"] = pikepdf.Name(_SPACES[printed.mode])
    stream["/BitsPerComponent"] = 8
    for key in ("/DecodeParms", "/Decode"):
        if key in stream:
            del stream[key]


def _opened(stream: pikepdf.Object) -> Image.Image:
    assert isinstance(stream, pikepdf.Stream), "images and masks are streams"
    image = pikepdf.PdfImage(stream).as_pil_image()
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _on_white(image: Image.Image, mask: Image.Image) -> Image.Image:
    if mask.size != image.size:
        mask = mask.resize(image.size)
    return Image.composite(image, Image.new(image.mode, image.size, "white"), mask)
