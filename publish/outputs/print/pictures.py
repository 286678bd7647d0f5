"""Images of a PDF in the colours of a printer, cached from run to run."""

from __future__ import annotations

import io
import zlib

import msgspec
import pikepdf
from PIL import Image

from publish.cache import Cache, Memo
from publish.cache.memo import readable
from publish.cache.pdf_objects import ObjectDigests
from publish.model.printer import PrintOrder
from publish.outputs.print.inks import InkTable

_SPACES = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}
_QUALITY = 95  # of JPEG, without subsampling: no loss that a press shows


class _PictureInputs(msgspec.Struct, frozen=True):
    """`picture` is a digest of the image with its mask, `order` one of the order."""

    picture: str
    flattened: bool
    order: str


class _Printed(msgspec.Struct, array_like=True, frozen=True):
    """An image as it is printed: encoded as a JPEG or deflated, in a mode of Pillow."""

    content: bytes
    is_jpeg: bool
    mode: str


_PICTURES = Memo("print-picture", _PictureInputs, _Printed)


class Pictures:
    """Converts the images of one file; with `flattened` they lie on white where they are clear."""

    def __init__(
        self, pdf: pikepdf.Pdf, inks: InkTable, cache: Cache, order: PrintOrder, *, flattened: bool
    ) -> None:
        self._inks, self._cache, self._flattened = inks, cache, flattened
        self._digests = ObjectDigests(pdf)
        self._order = readable(order) if cache.folder else ""

    def convert(self, stream: pikepdf.Object) -> None:
        """Replace an image by what is printed."""
        if stream.get("/ImageMask") or stream.get("/ColorSpace") in ("/DeviceGray", "/DeviceCMYK"):
            return
        printed = self._printed(stream)
        coding = pikepdf.Name.DCTDecode if printed.is_jpeg else pikepdf.Name.FlateDecode
        stream.write(printed.content, filter=coding)
        stream["/ColorSpace"] = pikepdf.Name(_SPACES[printed.mode])
        stream["/BitsPerComponent"] = 8
        dropped = ("/DecodeParms", "/Decode", *(["/SMask"] if self._flattened else []))
        for key in dropped:
            if key in stream:
                del stream[key]

    def _printed(self, stream: pikepdf.Object) -> _Printed:
        if self._cache.folder is None:
            return self._drawn(stream)
        picture = self._digests.of(stream)
        if not picture:
            return self._drawn(stream)
        inputs = _PictureInputs(picture, self._flattened, self._order)
        return _PICTURES.get(self._cache, inputs, lambda: self._drawn(stream))

    def _drawn(self, stream: pikepdf.Object) -> _Printed:
        image, mask = _opened(stream), stream.get("/SMask")
        if self._flattened and mask is not None:
            image = _on_white(image, _opened(mask).convert("L"))
        printed = self._inks.picture(image)
        if stream.get("/Filter") != pikepdf.Name.DCTDecode or printed.mode == "CMYK":
            return _Printed(zlib.compress(printed.tobytes()), False, printed.mode)
        content = io.BytesIO()
        printed.save(content, "JPEG", quality=_QUALITY, subsampling=0)
        return _Printed(content.getvalue(), True, printed.mode)


def _opened(stream: pikepdf.Object) -> Image.Image:
    assert isinstance(stream, pikepdf.Stream), "images and masks are streams"
    image = pikepdf.PdfImage(stream).as_pil_image()
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _on_white(image: Image.Image, mask: Image.Image) -> Image.Image:
    if mask.size != image.size:
        mask = mask.resize(image.size)
    return Image.composite(image, Image.new(image.mode, image.size, "white"), mask)
