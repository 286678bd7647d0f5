"""What the colours of a screen become in print: black alone where they are grey.

A colour profile never sees black or grey: through one, black becomes all four inks.
"""

from __future__ import annotations

import io
from functools import cache, cached_property
from typing import Any, NamedTuple

from PIL import Image, ImageCms, ImageMath

from publish.model.printer import Colours, Inks, PrintOrder

Rgb = tuple[float, float, float]
# By which the parts of a colour may differ that is printed as a grey: a tint that a screen shows as
# warm or cold is not worth three more plates, which no press holds in register in small type.
_NEAR = 0.1
_LUMA = (0.299, 0.587, 0.114)  # ITU-R BT.601, as Pillow converts images
_FULL = 255
_SAME = 1 / _FULL  # by which parts of a colour may differ for all that
SPOT = "Spot"  # with a number: the colour space of an ink of its own


class Ink(NamedTuple):
    """A colour as a file to a printer has it: its colour space, and its parts from 0 to 1."""

    space: str
    parts: tuple[float, ...]


class InkTable:
    """The inks of one order."""

    def __init__(self, order: PrintOrder) -> None:
        self._order = order
        self.of = cache(self._of)

    @property
    def space(self) -> str:
        """The colour space of what is not grey."""
        if self._order.inks is Inks.BLACK:
            return "DeviceGray"
        return "DeviceCMYK" if self._is_cmyk else "DeviceRGB"

    @property
    def blending(self) -> str:
        """The colour space in which translucent things are blended: black stays black ink."""
        return "DeviceCMYK" if self._is_cmyk else self.space

    @property
    def _is_cmyk(self) -> bool:
        return self._order.printer.interior.colours is Colours.CMYK

    def _of(self, colour: Rgb) -> Ink:
        """The ink of a colour."""
        for number, spot in enumerate(self._order.spots.values(), 1):
            if all(abs(a - b) < _SAME for a, b in zip(colour, spot, strict=True)):
                return Ink(f"{SPOT}{number}", (1,))
        if max(colour) - min(colour) <= _NEAR:
            return Ink("DeviceGray", (sum(colour) / 3,))
        return self.separated(colour)

    def spots(self) -> dict[str, tuple[str, Ink]]:
        """The names of colour spaces of spot colours: the ink of each, and what it is without."""
        return {
            f"{SPOT}{number}": (name, self._alternate(colour))
            for number, (name, colour) in enumerate(self._order.spots.items(), 1)
        }

    def _alternate(self, colour: Rgb) -> Ink:
        """A colour in four inks, if there is no profile by the arithmetic of a screen."""
        if self._order.profile:
            pixel = Image.new("RGB", (1, 1), tuple(round(part * _FULL) for part in colour))
            return Ink("DeviceCMYK", first_pixel(_transformed(pixel, self._transform)))
        light = max(max(colour), 1 / _FULL)
        return Ink("DeviceCMYK", (*((light - part) / light for part in colour), 1 - light))

    def separated(self, colour: Rgb) -> Ink:
        """A colour in the space of all that is not grey, as the ends of a gradient are."""
        if self._order.inks is Inks.BLACK:
            luma = sum(part * weight for part, weight in zip(colour, _LUMA, strict=True))
            return Ink("DeviceGray", (luma,))
        if not self._is_cmyk:
            return Ink("DeviceRGB", colour)
        if max(colour) - min(colour) <= _NEAR:
            return Ink("DeviceCMYK", (0, 0, 0, 1 - sum(colour) / 3))
        pixel = Image.new("RGB", (1, 1), tuple(round(part * _FULL) for part in colour))
        return Ink("DeviceCMYK", first_pixel(self.picture(pixel)))

    def of_cmyk(self, parts: tuple[float, ...]) -> Ink:
        """The ink of a colour that is given in inks: itself, where it can be printed."""
        if self.space == "DeviceCMYK":
            return Ink("DeviceCMYK", parts)
        *inks, black = parts
        red, green, blue = ((1 - ink) * (1 - black) for ink in inks)
        return self._of((red, green, blue))

    def picture(self, image: Image.Image) -> Image.Image:
        """An image, "L" or "RGB", as it is printed: "L", "RGB" or "CMYK"."""
        if image.mode == "L" or self._order.inks is Inks.BLACK or _is_grey(image):
            return image.convert("L")
        if not self._is_cmyk:
            return image
        return self._limited(_transformed(image, self._transform))

    @cached_property
    def _transform(self) -> ImageCms.ImageCmsTransform:
        return ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"),
            ImageCms.ImageCmsProfile(io.BytesIO(self._order.profile)),
            "RGB",
            "CMYK",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )

    def _limited(self, image: Image.Image) -> Image.Image:
        """An image whose pixels keep to the limit of ink: the colours give way, black does not."""
        limit = self._order.printer.interior.total_ink * _FULL // 100
        if not limit:
            return image
        *colours, black = image.split()
        cyan, magenta, yellow = colours
        # Rounded down, and a little less, so that no pixel is above the limit.
        scaled = [
            ImageMath.lambda_eval(
                _scaled, ink=ink, c=cyan, m=magenta, y=yellow, k=black, most=limit
            )
            for ink in colours
        ]
        return Image.merge("CMYK", [*(ink.convert("L") for ink in scaled), black])


def first_pixel(image: Image.Image | None) -> tuple[float, ...]:
    """The parts of the first pixel of an image with colours, from 0 to 1."""
    assert image is not None, "only a conversion in place gives none"
    return tuple(part / _FULL for part in image.tobytes()[: len(image.getbands())])


def _transformed(image: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    result = ImageCms.applyTransform(image, transform)
    assert result is not None, "only a conversion in place gives none"
    return result


def _scaled(parts: dict[str, Any]) -> Any:
    """An ink of each pixel, reduced where all inks together are above the limit."""
    to_float, smaller = parts["float"], parts["min"]
    room = parts["max"](to_float(parts["k"]) * -1 + parts["most"], 0)
    used = parts["max"](to_float(parts["c"]) + to_float(parts["m"]) + to_float(parts["y"]), 1)
    return parts["int"](smaller(room / used, 1) * to_float(parts["ink"]))


def _is_grey(image: Image.Image) -> bool:
    """Whether no pixel of an image has a colour."""
    red, green, blue = image.split()
    return red.tobytes() == green.tobytes() == blue.tobytes()
