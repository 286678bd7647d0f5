"""Identifiers with a check digit: ISBN, ISSN, ISNI and ORCID."""

from __future__ import annotations

import re
from collections.abc import Callable

_SEPARATORS = re.compile(r"[ -]")


def isbn_check_digit(isbn: str) -> str | None:
    """The check digit of an ISBN-13 (ISO 2108); None if it does not have thirteen digits."""
    digits = _SEPARATORS.sub("", isbn)
    if not re.fullmatch(r"97[89][0-9]{10}", digits):
        return None
    weighted = sum(int(d) * (3 if index % 2 else 1) for index, d in enumerate(digits[:12]))
    return str(-weighted % 10)


def issn_check_digit(issn: str) -> str | None:
    """The last character of an ISSN (ISO 3297); None if it is not of the form 1234-5679."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{3}[0-9X]", issn):
        return None
    digits = issn.replace("-", "")[:7]
    weighted = sum(int(digit) * (8 - index) for index, digit in enumerate(digits))
    return "0123456789X"[-weighted % 11]


def isni_check_digit(number: str) -> str | None:
    """The last character of an ISNI or ORCID (ISO 27729, ISO 7064 mod 11-2).

    None if it does not have sixteen digits in groups of four, with hyphens, spaces or nothing.
    """
    if not re.fullmatch(r"([0-9]{4}([ -]?)[0-9]{4}\2[0-9]{4}\2)[0-9]{3}[0-9X]", number):
        return None
    total = 0
    for digit in _SEPARATORS.sub("", number)[:15]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11]


def orcid_check_digit(number: str) -> str | None:
    """The same of an ORCID, which is written with hyphens."""
    is_shaped = re.fullmatch(r"[0-9]{4}(-[0-9]{4}){2}-[0-9]{3}[0-9X]", number)
    return isni_check_digit(number) if is_shaped else None


# By name: the check, and the form that a hint shows.
CHECKED: dict[str, tuple[Callable[[str], str | None], str]] = {
    "ISBN": (isbn_check_digit, "thirteen digits that begin with 978 or 979"),
    "ISSN": (issn_check_digit, "eight digits with a hyphen, as in 1234-5679"),
    "ISNI": (isni_check_digit, "sixteen digits, as in 0000 0001 2150 090X"),
    "ORCID": (orcid_check_digit, "sixteen digits, as in 0000-0002-1825-0097, without an address"),
}
