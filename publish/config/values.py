"""Checks of single values: ISBN, language tag, identifier."""

from __future__ import annotations

import re
import uuid

# RFC 5646, 2.1, without rare forms: language, script, region, variants, extensions, private use.
_LANGUAGE = re.compile(
    r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(-[a-wyz\d](-[a-z\d]{2,8})+)*(-x(-[a-z\d]{1,8})+)?",
    re.I | re.A,
)
_NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # RFC 9562, 6.6: URL


def is_language_tag(tag: str) -> bool:
    """Whether a tag is well-formed (BCP 47)."""
    return _LANGUAGE.fullmatch(tag) is not None


def isbn_check_digit(isbn: str) -> str | None:
    """The check digit of an ISBN-13 (ISO 2108); None if it does not have thirteen digits."""
    digits = re.sub(r"[ -]", "", isbn)
    if not re.fullmatch(r"97[89][0-9]{10}", digits):
        return None
    weighted = sum(int(d) * (3 if index % 2 else 1) for index, d in enumerate(digits[:12]))
    return str(-weighted % 10)


def derived_identifier(*words: str) -> str:
    """A URN that depends on the words alone (UUID version 5, RFC 9562, 5.5)."""
    return uuid.uuid5(_NAMESPACE, "\x1f".join(words)).urn
