"""A book in each of ten languages: both products verify, with its own words and fonts."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

import pytest
from lxml import etree

from publish.model.script import HAN, script_of
from publish.render.scripts import with_script_fonts
from publish.render.theme import load_theme
from publish.verification import verify_product
from publish.verification.validators import validate
from tests.languages.books import SAMPLES
from tests.languages.conftest import BuiltBook

pytestmark = pytest.mark.slow

Sample = Callable[[str], BuiltBook]
EACH = pytest.mark.parametrize("language", SAMPLES)


@EACH
def test_both_products_verify(sample: Sample, language: str) -> None:
    built = sample(language)
    assert [str(d) for d in built.report] == []
    for path, format_ in ((built.epub, "epub"), (built.pdf, "pdf")):
        diagnostics = verify_product(path, built.book, built.edition(format_))
        assert [str(d) for d in diagnostics] == []


@EACH
def test_words_and_quotation_marks(sample: Sample, language: str) -> None:
    expected = SAMPLES[language]
    with zipfile.ZipFile(sample(language).epub) as epub:
        chapter = epub.read("EPUB/text/a.xhtml").decode()
        contents = epub.read("EPUB/contents.xhtml").decode()
    assert f">{expected.chapter}</span>" in chapter
    assert expected.quoted in "".join(etree.fromstring(chapter.encode()).itertext())
    assert f">{expected.contents}</h1>" in contents


@EACH
def test_only_listed_fonts_are_in_the_pdf(sample: Sample, language: str) -> None:
    built = sample(language)
    families = {font.family for font in with_script_fonts(load_theme("classic"), built.book).fonts}
    listed = tuple(family.replace(" ", "-") for family in families)
    assert built.fonts()
    assert [name for name in built.fonts() if not name.startswith(listed)] == []


@EACH
def test_fonts_of_other_scripts_are_not_loaded(sample: Sample, language: str) -> None:
    fonts = with_script_fonts(load_theme("classic"), sample(language).book).fonts
    script = script_of(language)
    assert {font.script for font in fonts} - {""} == ({script} - {"Latn", "Cyrl"})
    with zipfile.ZipFile(sample(language).epub) as epub:
        embedded = [name for name in epub.namelist() if "noto" in name or "amiri" in name]
    assert bool(embedded) is (script == "Arab")
    assert script not in HAN or not embedded  # the reading system has its own


@pytest.mark.java
@pytest.mark.parametrize("language", ["ar", "zh"])
def test_the_reference_validators_agree(sample: Sample, language: str) -> None:
    built = sample(language)
    for verdict in validate([built.epub, built.pdf]):
        assert verdict.passed, verdict.findings
