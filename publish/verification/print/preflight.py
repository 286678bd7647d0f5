"""The preflight: what the files for a printer break of its rules."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pikepdf

from publish.cache import NO_CACHE, Cache
from publish.cache.memo import readable
from publish.codes import code_entries
from publish.context import Context
from publish.diagnostics import Diagnostic, Location, Severity
from publish.model.book import Book, Edition
from publish.verification.difference import unreadable
from publish.verification.print.finding import Finding, Job
from publish.verification.print.known_pages import KnownPages
from publish.verification.print.reader import LeftOut, OpenFiles, PrintFile
from publish.verification.print.table import COVER, INTERIOR, RULES

# The first digit of a price in a barcode, by its currency; of others it has none.
_CURRENCIES = {"GBP": 0, "AUD": 3, "NZD": 4, "USD": 5, "CAD": 6}
_DEAREST = 99.98


class RuleFinding(NamedTuple):
    """What a rule found in a file."""

    code: str
    file: str
    finding: Finding


def job_of(book: Book, edition: Edition, interior: PrintFile) -> Job:
    """What the files of an edition should be; `interior` has as many pages as it has."""
    order = edition.order
    assert order is not None, "only an edition for a printer has a preflight"
    left, below, right, above = map(float, interior.pdf.pages[0].trimbox)
    isbn = "".join(filter(str.isdigit, edition.isbn))
    trim = right - left, above - below
    rtl, price = book.direction == "rtl", _price_digits(book, edition)
    digest = hashlib.sha256(interior.content).hexdigest()
    return Job(order, trim, interior.page_count, isbn, price if isbn else "", rtl, digest)


def _price_digits(book: Book, edition: Edition) -> str:
    """The digits of the first price that a barcode can have."""
    for price in book.trade.prices.get(edition.name, ()):
        amount = float(price.amount)
        if price.currency in _CURRENCIES and 0 < amount <= _DEAREST:
            return f"{_CURRENCIES[price.currency]}{round(amount * 100):04d}"
    return ""


def open_files(folder: Path, opened: OpenFiles | None = None) -> dict[str, PrintFile]:
    """The files in a folder by name; raises `pikepdf.PdfError`, `OSError`."""
    opened = opened or OpenFiles(Context())
    return {name: opened.open(folder / name) for name in (INTERIOR, COVER)}


def findings(
    files: Mapping[str, PrintFile], book: Book, edition: Edition, cache: Cache = NO_CACHE
) -> list[RuleFinding]:
    """All findings in the files of an edition; pages that were right before have none."""
    interior = files[INTERIOR]
    job = job_of(book, edition, interior)
    known = KnownPages(cache, book, edition, _asked_of_pages(job))
    pages = _page_keys(interior) if known.is_kept else []
    right = [number for number, page in enumerate(pages) if page in known]
    below = interior.digests.below(interior.every_page[number] for number in right)
    looked_at = {**files, INTERIOR: interior.without(LeftOut(frozenset(right), frozenset(below)))}
    found = [
        RuleFinding(code, name, finding)
        for code, row in RULES.items()
        for name in row.files
        for finding in row.rule(looked_at[name], job)
    ]
    wrong = {each.finding.page for each in found if each.file == INTERIOR}
    if None in wrong:  # what is wrong about the whole file may be wrong about any page
        again = set(range(interior.page_count)).difference(right)
    else:
        known.store(page for number, page in enumerate(pages) if number not in wrong)
        again = {number for number in wrong if number is not None}
    looked_at[INTERIOR].keep(again)
    looked_at[COVER].keep([0])
    return found


def _asked_of_pages(job: Job) -> str:
    """All that the rules about pages are told."""
    margin = job.order.printer.interior.inner_margin(job.pages)
    return readable([job.order, job.trim, margin, job.rtl])


def _page_keys(file: PrintFile) -> list[str]:
    """A digest of each page, on its side of the spine."""
    digests = enumerate(map(file.digests.page, file.every_page))
    return [digest and f"{digest} {number % 2}" for number, digest in digests]


def check_print(
    path: Path, book: Book, edition: Edition, context: Context, opened: OpenFiles
) -> Iterator[Diagnostic]:
    """What the files in the folder `path` break of the rules of their printer, as PRE-0xx; they may
    be `opened` already."""
    try:
        files = open_files(path, opened)
        for code, name, finding in findings(files, book, edition, context.cache):
            yield _diagnostic(path, code, name, finding)
    except (pikepdf.PdfError, OSError) as error:
        yield unreadable("file", str(error)).diagnostic(str(path))


def _diagnostic(path: Path, code: str, name: str, finding: Finding) -> Diagnostic:
    page = "" if finding.page is None else f", page {finding.page + 1}"
    entry = code_entries()[code]
    message = f"{name}{page}: {finding.message}"
    severity = Severity(entry.severities[0])
    place, kind = Location(str(path)), f"{code} {name}"
    return Diagnostic(code, message, place, severity, hint=entry.cure, kind=kind)
