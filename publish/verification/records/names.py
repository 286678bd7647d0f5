"""Names, roles and languages in the form in which records are compared."""

from __future__ import annotations

import icu

# Roles that some records do not tell apart.
_SAME = {"aui": "win", "aft": "waw", "edc": "com", "dsr": "bkd", "wac": "cmm"}


def canonical_name(name: str) -> str:
    """The words of a name in one order: "Vries, Ursula de" is "de ursula vries"."""
    return " ".join(sorted(name.replace(",", " ").casefold().split()))


def canonical_role(role: str) -> str:
    """A MARC relator, without the differences that some records do not make."""
    return _SAME.get(role, role)


def language_of(tag: str) -> str:
    """The language of a tag or of a code of three letters."""
    canonical = icu.Locale.createCanonical(tag.partition("-")[0])
    return str(canonical.getLanguage()) if tag else ""
