"""Checks of the numbers and addresses that identify books, series, people and licences."""

from __future__ import annotations

import re

from publish.config.check_digits import CHECKED
from publish.config.code_values import DOI, EMAIL, LICENCES, ROR, WEB_ADDRESS
from publish.config.manifest import Manifest
from publish.config.positions import KeyPath
from publish.diagnostics import Report
from publish.guesses import did_you_mean

_FUNDERS = "10.13039/"  # the DOIs of the registry of funders
# How somebody writes a DOI who copies it from a page.
_BEFORE_DOI = ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "doi:", "DOI:", "doi ")


class NumberChecks:
    """The checks of one manifest, each for the value at a path; an empty value is accepted."""

    def __init__(self, manifest: Manifest, report: Report) -> None:
        self._manifest = manifest
        self._report = report

    def isbn(self, number: str, *path: str | int) -> None:
        """MAN-008 for an ISBN that is not one."""
        self._check_digit("ISBN", number, "MAN-008", path)

    def other(self, scheme: str, number: str, *path: str | int) -> None:
        """MAN-036 for an ISSN, ISNI or ORCID that is not one."""
        self._check_digit(scheme, number, "MAN-036", path)

    def doi(self, name: str, *path: str | int) -> None:
        """MAN-036 for a DOI that is not one."""
        if name and not re.fullmatch(DOI, name):
            bare = next((name[len(b) :].strip() for b in _BEFORE_DOI if name.startswith(b)), "")
            example = f'write "{bare}"' if re.fullmatch(DOI, bare) else 'as in "10.5555/12345678"'
            self._add("MAN-036", f"`{name[:80]}` is not a DOI", path, example)

    def url(self, address: str, *path: str | int) -> None:
        """MAN-036 for what is not a web address."""
        if address and not re.fullmatch(WEB_ADDRESS, address):
            self._add("MAN-036", f"`{address[:80]}` is not a web address", path, "https://…")

    def email(self, address: str, *path: str | int) -> None:
        """MAN-036 for what is not an e-mail address."""
        if address and not re.fullmatch(EMAIL, address):
            hint = "as in press@example.org"
            self._add("MAN-036", f"`{address[:80]}` is not an e-mail address", path, hint)

    def funder(self, identifier: str, *path: str | int) -> None:
        """MAN-036 for an identifier of a funder that is neither of ROR nor of Crossref."""
        is_doi = identifier.startswith(_FUNDERS) and re.fullmatch(DOI, identifier)
        if identifier and not is_doi and not re.fullmatch(ROR, identifier):
            hint = "an address such as https://ror.org/021nxhr62, or a DOI that begins 10.13039/"
            self._add("MAN-036", f"`{identifier[:80]}` identifies no funder", path, hint)

    def licence(self, name: str, *path: str | int) -> None:
        """MAN-039 for a licence that is neither an SPDX identifier nor an address."""
        if name and name not in LICENCES and not re.fullmatch(WEB_ADDRESS, name):
            spdx = name.strip().replace(" ", "-").upper()
            near = f'write "{spdx}"' if spdx in LICENCES else did_you_mean(name, LICENCES)
            hint = near or "an identifier of https://spdx.org/licenses, or the licence’s address"
            self._add("MAN-039", f"`{name[:80]}` is not a licence", path, hint)

    def _check_digit(self, scheme: str, number: str, code: str, path: KeyPath) -> None:
        check, form = CHECKED[scheme]
        digit = check(number)
        if not number or digit == number[-1]:
            return
        if digit is None:
            article = "an ISBN-13" if scheme == "ISBN" else f"an {scheme}"
            self._add(code, f"`{number[:80]}` is not {article}", path, f"write {form}")
        else:
            message = f"the check digit of `{number}` is wrong"
            self._add(code, message, path, f"the other digits require {digit}")

    def _add(self, code: str, message: str, path: KeyPath, hint: str) -> None:
        self._report.add(code, message, self._manifest.location_of(*path), hint=hint)


def report_incomplete(message: str, manifest: Manifest, path: KeyPath, report: Report) -> None:
    """MAN-040 for an entry that lacks what it is for."""
    hint = "complete it, or delete it"
    report.add("MAN-040", message, manifest.location_of(*path), hint=hint)
