"""Rules about lines and type that are too fine for a press."""

from __future__ import annotations

from collections.abc import Iterator

from publish.verification.print.finding import Finding, Job
from publish.verification.print.reader import PrintFile

_HAIRLINE = 0.25  # points: a finer line breaks up
_LEAST_TYPE = 5.0  # points: smaller type fills in
_LEAST_REVERSED = 7.0  # points of white type: in smaller, ink runs into the letters
_LEAST_TINTED = 6.0  # points of grey type, which is made of dots
_GREY = (60, 250)  # of 255: between black and white
_ROUNDING = 0.01


def hairline(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """Lines finer than a press holds."""
    for page in file.pages:
        for thing in page.marked:
            width = thing.size
            if thing.kind in ("line", "area") and width < _HAIRLINE - _ROUNDING:
                if thing.kind == "area" and not thing.box[2] - thing.box[0] > 0:
                    continue  # an area without extent is not painted
                message = f"a line is {width:.2f} points wide; {_HAIRLINE} are held"
                yield Finding(page.number, message, thing.box)


def tiny_type(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """Type smaller than a press holds."""
    for page in file.pages:
        for thing in page.marked:
            if thing.kind == "text" and 0 < thing.size < _LEAST_TYPE - _ROUNDING:
                message = f"type of {thing.size:.1f} points; {_LEAST_TYPE:g} are held"
                yield Finding(page.number, message, thing.box)


def reversed_type(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """Small white type in an area of ink."""
    for page in file.pages:
        for thing in page.marked:
            if thing.kind == "text" and thing.is_white and thing.size < _LEAST_REVERSED - _ROUNDING:
                message = f"white type of {thing.size:.1f} points; {_LEAST_REVERSED:g} are held"
                yield Finding(page.number, message, thing.box)


def tinted_type(file: PrintFile, _job: Job) -> Iterator[Finding]:
    """Small type in a tint, whose edges are dots."""
    for page in file.pages:
        for thing in page.marked:
            is_grey = _GREY[0] < max(thing.fill) < _GREY[1]
            if thing.kind == "text" and is_grey and thing.size < _LEAST_TINTED - _ROUNDING:
                message = f"type of {thing.size:.1f} points in a tint; {_LEAST_TINTED:g} are held"
                yield Finding(page.number, message, thing.box)
