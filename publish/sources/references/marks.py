"""Quotation marks, apostrophes and dashes in the titles of works, as a book's language has them.

They are outer marks here; a style that quotes a title makes them inner ones.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from publish.model.reference import Reference
from publish.model.typographic_conventions import typographic_conventions

_DOUBLE = re.compile(r'(^|[\s(\[/–—-])"(?=\S)')
_SINGLE = re.compile(r"(^|[\s(\[/–—-])'(?=[^']*[^\s']'(?!\w))")
_TAG, _PLACE = re.compile(r"</?\w[^<>]*>"), "\ufdd0"  # a character that no text may have
_PLACED_TAG = re.compile(_PLACE)
_CLOSING = re.compile(r"(?<=\S)'(?!\w)")


def typeset_titles(reference: Reference, language: str) -> Reference:
    """A work with the marks in its titles set."""
    texts = {
        name: _typeset_between_tags(text, language) if "title" in name else text
        for name, text in reference.texts.items()
    }
    return reference if texts == reference.texts else replace(reference, texts=texts)


def _typeset_between_tags(text: str, language: str) -> str:
    """A title, whose emphasis is in tags with marks of their own."""
    tags = iter(_TAG.findall(text))
    return _PLACED_TAG.sub(lambda _: next(tags), _typeset(_TAG.sub(_PLACE, text), language))


def _typeset(text: str, language: str) -> str:
    if not any(mark in text for mark in ('"', "'", "--")):
        return text
    conventions = typographic_conventions(language)
    opening, closing, inner_opening, inner_closing = conventions.quotes
    text = _DOUBLE.sub(rf"\g<1>{opening}", text).replace('"', closing)
    text, opened = _SINGLE.subn(rf"\g<1>{inner_opening}", text)
    text = _CLOSING.sub(inner_closing, text, count=opened) if opened else text
    text = text.replace("'", "’")
    return text.replace("---", conventions.em_dash).replace("--", conventions.en_dash)
