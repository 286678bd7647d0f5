"""Rules about the resolution and the encoding of images."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.printer import PrintStandard
from publish.verification.print.finding import Finding, Job
from publish.verification.print.reader import PrintFile

_POOR = 0.5  # of the resolution that is asked: below it pixels are seen
_NEAR = 0.93  # of it: what is seen by nobody
_NEEDLESS = 1200  # pixels per inch that no press shows
# What programs of printers decode in different ways, or PDF 1.3 does not know (ISO 15930-1, 6.3).
_FORBIDDEN = {"/LZWDecode": "LZW", "/JPXDecode": "JPEG 2000", "/JBIG2Decode": "JBIG2"}


def _resolutions(file: PrintFile) -> Iterator[tuple[int, float, tuple[float, float, float, float]]]:
    for page in file.pages:
        for thing in page.marked:
            if thing.kind == "image":
                yield page.number, thing.resolution, thing.box


def poor_image(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Images in which pixels are seen."""
    asked = job.order.printer.interior.resolution
    for page, found, box in _resolutions(file):
        if found < asked * _POOR:
            message = f"an image is printed at {found:.0f} pixels per inch; its pixels are seen"
            yield Finding(page, message, box)


def coarse_image(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Images with fewer pixels than the printer asks for."""
    asked = job.order.printer.interior.resolution
    for page, found, box in _resolutions(file):
        if asked * _POOR <= found < asked * _NEAR:
            message = f"an image is printed at {found:.0f} pixels per inch; {asked} are asked for"
            yield Finding(page, message, box)


def needless_pixels(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """Images with more pixels than any press shows."""
    for page, found, box in _resolutions(file):
        if found > _NEEDLESS:
            message = f"an image is printed at {found:.0f} pixels per inch, which no press shows"
            yield Finding(page, message, box)


def forbidden_encoding(file: PrintFile, job: Job) -> Iterator[Finding]:
    """Images in an encoding that a program of the printer may not decode."""
    x1a = job.order.printer.interior.standard is PrintStandard.X1A
    for stream in file.streams:
        used = str(stream.get("/Filter", ""))
        for name, what in _FORBIDDEN.items():
            if name in used and (x1a or what == "LZW"):
                yield Finding(None, f"a stream is encoded by {what}")


def file_too_large(file: PrintFile, job: Job) -> Iterator[Finding]:
    """A file that cannot be sent."""
    most = job.order.printer.interior.most_megabytes
    found = len(file.content) / 1_000_000
    if most and found > most:
        yield Finding(None, f"the file has {found:,.0f} MB; at most {most} MB are taken")
