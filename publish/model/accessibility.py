"""Accessibility claims of a book, and the localized phrases of the accessibility summary.

Vocabulary: https://www.w3.org/TR/epub-a11y-11/ and https://www.w3.org/community/reports/a11y-discov-vocab/.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from publish.model.language import fallback_tags, merge_tables

# The exact string of EPUB Accessibility 1.1, 2.3.1, since programs compare it.
CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


class Accessibility(msgspec.Struct, frozen=True):
    """`[accessibility]`: who certifies the book, with which credential, and the report on it.

    A `certifier` is the claim of conformance; `passed_checks` is True if no check contradicts it.
    `hazards` are those that the author declares, and in a settled book those that it has.
    """

    certifier: str = ""
    credential: str = ""
    report: str = ""
    hazards: tuple[str, ...] = ()
    passed_checks: bool = False

    @property
    def claims_conformance(self) -> bool:
        """Whether the book claims conformance."""
        return bool(self.certifier)


class AccessibilityPhrases(msgspec.Struct, frozen=True):
    """The sentences of the accessibility summary, and the heading of the page list.

    `conforms` is a pattern with `{}` for the certifier.
    """

    navigable: str
    described: str
    undescribed: str
    formulas: str
    tables: str
    pages: str
    index: str
    moving: str
    conforms: str
    page_list: str


@cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    source = files("publish.model").joinpath("accessibility.toml").read_text(encoding="utf-8")
    return tomllib.loads(source)


@cache
def accessibility_phrases(language: str) -> AccessibilityPhrases:
    """The phrases for a BCP 47 tag; English for a language that has none."""
    tables = [table for tag in fallback_tags(language) if (table := _tables().get(tag))]
    return AccessibilityPhrases(**merge_tables(tables or [_tables()["en"]]))
