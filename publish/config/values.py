"""Checks of single values: ISBN, language tag, identifier."""

from __future__ import annotations

import re
import uuid

# RFC 5646, 2.1, the forms in use: language, script, region, variants, extensions, private use.
_LANGUAGE = re.compile(
    r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(-[a-wyz\d](-[a-z\d]{2,8})+)*(-x(-[a-z\d]{1,8})+)?",
    re.I | re.A,
)
_NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # RFC 9562, 6.6: URL


def is_language_tag(tag: str) -> bool:
    """Whether a tag is well formed by BCP 47."""
    return _LANGUAGE.fullmatch(tag) is not None


def isbn_check_digit(isbn: str) -> str | None:
    """The digit that an ISBN-13 must end in (ISO 2108), or None when it is not thirteen digits."""
    digits = re.sub(r"[ -]", "", isbn)
    if not re.fullmatch(r"97[89][0-9]{10}", digits):
        return None
    weighed = sum(int(d) * (3 if place % 2 else 1) for place, d in enumerate(digits[:12]))
    return str(-weighed % 10)


def derived_identifier(*words: str) -> str:
    """A URN that stays the same as long as the words do (UUID version 5, RFC 9562, 5.5)."""
    return uuid.uuid5(_NAMESPACE, "\x1f".join(words)).urn
