"""Rules about colour spaces and ink."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.printer import Colours, Inks
from publish.verification.print.finding import Finding, Job
from publish.verification.print.reader import PrintFile, UsedColours, total_ink

_KNOWN = frozenset({"DeviceGray", "DeviceCMYK", "DeviceRGB", "Pattern"})
_PLATES = "All"  # the marks


def _page(used: UsedColours) -> int | None:
    return used.page if used.page >= 0 else None


def rgb_colours(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Colours of a screen in a file for a press."""
    if job.order.printer.interior.colours is Colours.CMYK:
        for used in file.colours:
            if "DeviceRGB" in used.spaces:
                yield Finding(_page(used), "colours are given in red, green and blue")


def rgb_images(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Images of a screen in a file for a press."""
    if job.order.printer.interior.colours is Colours.CMYK:
        for image in file.images:
            if "RGB" in str(image.get("/ColorSpace", "")):
                yield Finding(None, f"an image of {_pixels(image)} is in red, green and blue")


def _pixels(image: object) -> str:
    return f"{image['/Width']} × {image['/Height']} pixels"  # type: ignore[index]


def colour_in_black(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Colours in a book that is printed in black."""
    if job.order.inks is not Inks.BLACK:
        return
    for used in file.colours:
        if any(_has_colour(space, parts) for space, parts in used.colours):
            yield Finding(_page(used), "colours are in a book that is printed in black")
    for image in file.images:
        if image.get("/ColorSpace") != "/DeviceGray" and not image.get("/ImageMask"):
            yield Finding(None, f"an image of {_pixels(image)} has colours, in a book in black")


def _has_colour(space: str, parts: tuple[float, ...]) -> bool:
    if space == "DeviceCMYK":
        return any(parts[:3])
    return space == "DeviceRGB"


def unknown_space(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """Colours whose ink depends on the program that prints them."""
    for used in file.colours:
        for space in sorted(used.spaces - _KNOWN):
            if space not in file.separations:
                yield Finding(_page(used), f"the colour space `{space}` has no ink of its own")


def ink_of_colours(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Colours with more ink than dries."""
    most = job.order.printer.interior.total_ink
    for used in file.colours if most else ():
        found = max((_ink(space, parts) for space, parts in used.colours), default=0)
        if found > most:
            yield Finding(_page(used), f"a colour has {found} % of ink; at most {most} % dry")


def _ink(space: str, parts: tuple[float, ...]) -> int:
    return round(sum(parts) * 100) if space == "DeviceCMYK" else 100


def ink_of_images(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Images with more ink than dries."""
    most = job.order.printer.interior.total_ink
    for image in file.images if most else ():
        if image.get("/ColorSpace") == "/DeviceCMYK" and (found := total_ink(image)) > most:
            message = f"an image of {_pixels(image)} has {found} % of ink; at most {most} % dry"
            yield Finding(None, message)


def black_of_four(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """Black that is mixed of four inks, which no press holds in register in small type."""
    for used in file.colours:
        for space, parts in sorted(used.colours):
            if space == "DeviceCMYK" and parts[3] >= 0.9 and sum(parts[:3]) > 0.3:
                inks = " ".join(f"{part * 100:.0f}" for part in parts)
                yield Finding(_page(used), f"black is mixed of four inks ({inks})")


def translucent(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Something translucent where the printer or the standard forbids it."""
    if job.order.printer.interior.transparency:
        return
    for each in file.dictionaries:
        group = each.get("/Group")
        if group is not None and group.get("/S") == "/Transparency":
            yield Finding(None, "a transparency group is in the file")
        if "/SMask" in each and each.get("/SMask") != "/None":
            yield Finding(None, "a soft mask is in the file")
        for key in ("/ca", "/CA"):
            if key in each and float(each[key]) < 1:
                yield Finding(None, f"something is translucent, to {float(each[key]):g}")


def overprinting(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """Graphics states by which inks are printed over those below."""
    for each in file.dictionaries:
        if any(bool(each.get(key)) for key in ("/OP", "/op")):
            yield Finding(None, "something overprints what is below it")


def unordered_ink(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Inks that nobody has ordered: each would be a plate of its own."""
    for name in sorted(file.plates - {_PLATES, *job.order.spots}):
        yield Finding(None, f"the file has a plate for `{name}`, which the edition does not order")
