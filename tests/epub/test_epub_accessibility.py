"""Accessibility metadata: only what is there is said to be there."""

from __future__ import annotations

from tests.epub.conftest import MakeEpub
from tests.epub.opened import Opened


def test_a_book_with_described_images(rich: Opened) -> None:
    assert rich.meta("schema:accessMode") == ["textual", "visual"]
    assert rich.meta("schema:accessModeSufficient") == ["textual", "textual,visual"]
    assert rich.meta("schema:accessibilityHazard") == ["none"]
    features = rich.meta("schema:accessibilityFeature")
    assert {"tableOfContents", "structuralNavigation", "alternativeText"} <= set(features)
    assert not {"MathML", "index"} & set(features)
    (summary,) = rich.meta("schema:accessibilitySummary")
    assert "Every image has a description." in summary
    assert rich.meta("dcterms:conformsTo") == []


def test_a_book_without_images_claims_none(make_epub: MakeEpub) -> None:
    made = make_epub({"a.md": "# A\n\nText.\n"})
    assert made.meta("schema:accessMode") == ["textual"]
    assert made.meta("schema:accessModeSufficient") == ["textual"]
    assert "alternativeText" not in made.meta("schema:accessibilityFeature")
    assert "image" not in made.meta("schema:accessibilitySummary")[0]


def test_the_summary_speaks_the_language_of_the_book(make_epub: MakeEpub) -> None:
    manifest = '[book]\ntitle = "T"\nlanguage = "de"\n[structure]\nbodymatter = ["a.md"]\n'
    made = make_epub({"book.toml": manifest, "a.md": "# A\n\nText.\n"})
    assert made.meta("schema:accessibilitySummary")[0].startswith("Der Text lässt sich")
    assert made.texts("nav.xhtml", "//h:h1") == ["Inhalt"]
