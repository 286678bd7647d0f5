"""Accessibility claims of a book.

Vocabulary: https://www.w3.org/TR/epub-a11y-11/ and https://www.w3.org/community/reports/a11y-discov-vocab/.
"""

from __future__ import annotations

import msgspec

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
