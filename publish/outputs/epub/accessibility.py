"""What the package says of the book's accessibility: only what was found in its pages.

Vocabulary: schema.org as EPUB Accessibility 1.1 (2.2) takes it. Conformance to WCAG is not claimed,
because that needs an evaluation by a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from publish.model.imprint import imprint
from publish.model.roles import Role
from publish.outputs.epub.markup import find_all, properties
from publish.outputs.epub.pages import Page


def statements(pages: Sequence[Page], language: str) -> Iterator[tuple[str, str]]:
    """Pairs of a schema.org property and its value."""
    images = [image for page in pages if page.section for image in find_all(page.root, "img")]
    described = all(image.get("alt", "").strip() or _decorative(image) for image in images)
    yield "schema:accessMode", "textual"
    if images:
        yield "schema:accessMode", "visual"
    if described:
        yield "schema:accessModeSufficient", "textual"
    if images:
        yield "schema:accessModeSufficient", "textual,visual"
    for feature in _features(pages, images=bool(images), described=described):
        yield "schema:accessibilityFeature", feature
    yield "schema:accessibilityHazard", "none"
    phrases = imprint(language)
    summary = [phrases.navigable, *([phrases.described] if images and described else [])]
    yield "schema:accessibilitySummary", " ".join(summary)


def _decorative(image: etree._Element) -> bool:
    return "decorative" in image.get("class", "").split()


def _features(pages: Sequence[Page], *, images: bool, described: bool) -> Iterator[str]:
    yield from ("tableOfContents", "readingOrder", "structuralNavigation")
    yield from ("displayTransformability", "ARIA")
    if images and described:
        yield "alternativeText"
    if any("mathml" in properties(page.root) for page in pages):
        yield "MathML"
    if any(page.role == Role.INDEX for page in pages):
        yield "index"
