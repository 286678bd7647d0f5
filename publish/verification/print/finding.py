"""What a rule finds, and what it is told about the order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from publish.model.printer import PrintOrder
from publish.verification.print.reader import PrintFile
from publish.verification.print.things import Box


class Finding(NamedTuple):
    """A fault of a file for a printer: on a page (from 0, None for the file), in words."""

    page: int | None
    message: str
    box: Box | None = None


class Job(NamedTuple):
    """What the files should be: `trim` is width and height, `pages` how many the interior has.

    `isbn` and `price` are the digits of the barcode, empty for none; `interior` is the SHA-256 of
    the file with the pages.
    """

    order: PrintOrder
    trim: tuple[float, float]
    pages: int
    isbn: str
    price: str
    rtl: bool
    interior: str = ""


Rule = Callable[[PrintFile, Job], Iterator[Finding]]
