"""Accessibility metadata: it names what the book has, and nothing else."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from publish.diagnostics import ContentError, Report
from publish.model.accessibility import CONFORMANCE, Accessibility
from publish.model.book import Edition
from publish.model.language import localized_words
from publish.outputs.epub import write_epub
from publish.outputs.epub.accessibility import accessibility_metadata
from publish.outputs.pages.accessibility_facts import (
    AccessibilityFacts,
    accessibility_facts,
    count_page,
)
from publish.outputs.pages.markup import parse_document
from publish.pipeline import load_book
from publish.verification.validators import validate_epub
from tests.conftest import WriteBook
from tests.epub.conftest import SQUARE, MakeEpub, cover
from tests.epub.opened import Opened, opened
from tests.running import run_context

pytestmark = pytest.mark.slow

HEAD = '[book]\ntitle = "A Book"\nlanguage = "{}"\n[structure]\nbodymatter = ["a.md"]\n'
CLAIM = '[accessibility]\ncertifier = "The Reading Room"\n'
# Two frames of one pixel.
MOVING = base64.b64decode(
    "R0lGODlhAQABAIEAAAAAAAAAAAAAAAAAACH5BAAKAAAALAAAAAABAAEAAAgEAAEEBAAh+QQBCgABACwAAAAAAQABAIH/"
    "//8AAAAAAAAAAAAIBAABBAQAOw=="
)


def written(folder: Path) -> tuple[Opened, list[str]]:
    """The EPUB of a folder, and the codes of the diagnostics."""
    report = Report()
    book = load_book(folder, run_context(report), "epub")
    target = folder.parent / f"{folder.name}.epub"
    write_epub(book, Edition("epub", "epub"), target, run_context(report), cover=cover())
    return opened(target), [diagnostic.code for diagnostic in report]


@dataclass(frozen=True)
class Pair:
    """A change of a book, and the value that enters (or leaves) the metadata with it."""

    change: str
    before: Mapping[str, str]
    after: Mapping[str, str]
    property: str
    value: str
    enters: bool = True
    code: str = ""


def text(body: str, manifest: str = "", language: str = "en") -> dict[str, str]:
    head = HEAD.format(language) + manifest
    return {"book.toml": head, "a.md": f"# A\n\n{body}\n", "x.svg": SQUARE}


NEVER = '[accessibility]\nundescribed-images = "allow"\n'
SEEN = '[accessibility]\nhazards = ["noFlashingHazard"]\n'
PLAIN = text("Text.")
IMAGES = text("![A square](x.svg) and ![another square](x.svg).", NEVER)
TABLE = "| A | B |\n|---|---|\n| 1 | 2 |"
INDEXED = HEAD.format("en") + 'backmatter = [{ role = "index" }]\n'
FEATURE, MODE = "schema:accessibilityFeature", "schema:accessMode"
SUFFICIENT, SUMMARY = "schema:accessModeSufficient", "schema:accessibilitySummary"
EN = localized_words("en").accessibility

PAIRS = [
    Pair("an image", PLAIN, text("![A square](x.svg)"), MODE, "visual"),
    Pair("an image is described", PLAIN, text("![A square](x.svg)"), FEATURE, "alternativeText"),
    Pair(
        "an alternative text is taken away",
        IMAGES,
        text("![A square](x.svg) and ![](x.svg).", NEVER),
        FEATURE,
        "alternativeText",
        enters=False,
        code="RES-005",
    ),
    Pair(
        "without it the words alone do not suffice",
        IMAGES,
        text("![A square](x.svg) and ![](x.svg).", NEVER),
        SUFFICIENT,
        "textual",
        enters=False,
        code="RES-005",
    ),
    Pair(
        "an alternative text becomes a file’s name",
        text("![A square](x.svg)"),
        text("![x.svg](x.svg)"),
        FEATURE,
        "alternativeText",
        enters=False,
        code="ACC-004",
    ),
    Pair(
        "the summary stops to say that all is described",
        text("![A square](x.svg)"),
        text('![A square](x.svg "A square")'),
        SUMMARY,
        EN.described,
        enters=False,
        code="ACC-004",
    ),
    Pair("a formula", PLAIN, text("So $x^2$."), FEATURE, "MathML"),
    Pair("a formula in the summary", PLAIN, text("So $x^2$."), SUMMARY, EN.formulas),
    Pair("a table", PLAIN, text(TABLE), SUMMARY, EN.tables),
    Pair(
        "its header cells are emptied",
        text(TABLE),
        text("|  |  |\n|---|---|\n| 1 | 2 |"),
        SUMMARY,
        EN.tables,
        enters=False,
        code="ACC-006",
    ),
    Pair(
        "an index",
        {"book.toml": INDEXED, "a.md": '# A\n\n[Tide]{index="tides"}.\n'},
        PLAIN,
        FEATURE,
        "index",
        enters=False,
    ),
    Pair(
        "an image moves",
        text("![A square](x.svg)"),
        text("![A lamp goes on and off](lamp.gif)"),
        "schema:accessibilityHazard",
        "none",
        enters=False,
        code="ACC-003",
    ),
    Pair(
        "somebody looked at it",
        text("![A lamp goes on and off](lamp.gif)"),
        text("![A lamp goes on and off](lamp.gif)", SEEN),
        "schema:accessibilityHazard",
        "noFlashingHazard",
    ),
    Pair("a certifier", PLAIN, text("Text.", CLAIM), "dcterms:conformsTo", CONFORMANCE),
    Pair("is named", PLAIN, text("Text.", CLAIM), "a11y:certifiedBy", "The Reading Room"),
]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.change)
def test_each_change_shows_in_the_metadata(pair: Pair, write_book: WriteBook) -> None:
    shown: list[bool] = []
    codes: list[str] = []
    for name, files in (("before", pair.before), ("after", pair.after)):
        folder = write_book(files, name)
        (folder / "lamp.gif").write_bytes(MOVING)
        made, codes = written(folder)
        values = made.meta(pair.property)
        shown.append(
            any(pair.value in v if "Summary" in pair.property else pair.value == v for v in values)
        )
    assert shown == [not pair.enters, pair.enters]
    assert codes == ([pair.code] if pair.code else [])


def test_without_leave_an_image_without_words_is_an_error(write_book: WriteBook) -> None:
    report = Report()
    with pytest.raises(ContentError):
        load_book(write_book(text("![](x.svg)")), run_context(report))
    lenient = write_book(text("![](x.svg)", NEVER), "lenient")
    assert load_book(lenient, run_context(), "epub")


def test_a_claim_that_the_book_belies_stops_the_build(write_book: WriteBook) -> None:
    report = Report()
    with pytest.raises(ContentError):
        load_book(
            write_book(text("![](x.svg)", CLAIM + 'undescribed-images = "allow"\n')),
            run_context(report),
        )
    assert [d.code for d in report.errors] == ["ACC-001"]
    assert "RES-005" in report.errors[0].message


@pytest.mark.java
def test_a_certificate_is_written_completely_and_is_valid(write_book: WriteBook) -> None:
    more = 'credential = "Assessor 7"\nreport = "https://example.org/report"\n'
    made, _ = written(write_book(text(TABLE, CLAIM + more)))
    assert made.meta("dcterms:conformsTo") == [CONFORMANCE]
    assert made.meta("a11y:certifierCredential") == ["Assessor 7"]
    (link,) = made.find("content.opf", "//opf:link")
    assert link.get("rel") == "a11y:certifierReport"
    assert link.get("href") == "https://example.org/report"
    refined = made.find("content.opf", "//opf:meta[@property='a11y:certifiedBy']")[0]
    assert refined.get("refines") == "#conformance"
    assert EN.conforms.replace("{}", "The Reading Room") in made.meta(SUMMARY)[0]
    (verdict,) = validate_epub([made.path])
    assert verdict.diagnostics() == []


def test_a_decorative_image_is_not_visual_content(make_epub: MakeEpub) -> None:
    made = make_epub(text("![](x.svg){.decorative}"))
    assert made.meta(MODE) == ["textual"]
    assert "alternativeText" not in made.meta(FEATURE)


def test_a_book_with_described_images(rich: Opened) -> None:
    assert rich.meta(MODE) == ["textual", "visual"]
    assert rich.meta(SUFFICIENT) == ["textual", "textual,visual"]
    assert rich.meta("schema:accessibilityHazard") == ["none"]
    features = set(rich.meta(FEATURE))
    assert {"tableOfContents", "structuralNavigation", "readingOrder", "ARIA"} <= features
    assert {"alternativeText", "displayTransformability"} <= features
    assert not {"MathML", "index", "pageNavigation"} & features
    (summary,) = rich.meta(SUMMARY)
    assert summary.startswith(EN.navigable)
    assert rich.meta("dcterms:conformsTo") == []


def facts(body: str, style: str = "") -> AccessibilityFacts:
    root = parse_document(f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>')
    return accessibility_facts([count_page(root)], style, index=False, nav_entries=1)


@pytest.mark.parametrize(
    ("body", "style", "feature"),
    [
        ("<h1>A</h1><h3>B</h3>", "", "structuralNavigation"),
        ("<p>No heading</p>", "", "structuralNavigation"),
        ("<h1>A</h1>", "p { font-size: 12px }", "displayTransformability"),
        ("<h1>A</h1>", "p { font: italic 10.5pt/1.2 serif }", "displayTransformability"),
        ("<h1>A</h1>", "ol { display: flex; flex-direction: column-reverse }", "readingOrder"),
        ('<h1>A</h1><div tabindex="2">B</div>', "", "readingOrder"),
        ("<h1>A</h1>", "", "ARIA"),
    ],
)
def test_a_theme_or_template_that_spoils_a_feature(body: str, style: str, feature: str) -> None:
    spoilt = accessibility_metadata(facts(body, style), Accessibility(), EN)
    assert feature not in [each.value for each in spoilt]
    whole = '<section role="doc-chapter"><h1>A</h1><h2>B</h2><p tabindex="0">C</p></section>'
    sound = accessibility_metadata(facts(whole, "p { font-size: 1.2em }"), Accessibility(), EN)
    assert feature in [each.value for each in sound]


@pytest.mark.parametrize("language", "en de fr es pt it ru zh ja ar pt-PT zh-Hant".split())
def test_the_summary_speaks_the_language_of_the_book(make_epub: MakeEpub, language: str) -> None:
    made = make_epub(text("![A square](x.svg)", language=language))
    (summary,) = made.meta(SUMMARY)
    localized = localized_words(language).accessibility
    assert summary == f"{localized.navigable} {localized.described}"
    assert language == "en" or localized != localized_words("en").accessibility
    assert len(set(vars_of(localized))) == len(vars_of(localized))


def vars_of(localized: msgspec.Struct) -> list[str]:
    return [getattr(localized, name) for name in localized.__struct_fields__]


def test_no_claim_without_passed_checks() -> None:
    claimed = Accessibility(certifier="A", hazards=("none",), passed_checks=False)
    properties = [
        each.property for each in accessibility_metadata(facts("<h1>A</h1>"), claimed, EN)
    ]
    assert "dcterms:conformsTo" not in properties
    proved = accessibility_metadata(facts("<h1>A</h1>"), replace(claimed, passed_checks=True), EN)
    assert "dcterms:conformsTo" in [each.property for each in proved]
