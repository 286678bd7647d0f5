"""Checks of single values: language tag, identifier."""

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


def derived_identifier(*words: str) -> str:
    """A URN that depends on the words alone (UUID version 5, RFC 9562, 5.5)."""
    return uuid.uuid5(_NAMESPACE, "\x1f".join(words)).urn
