"""A book in each of ten languages: both products read back right, in its own words and fonts."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

import pytest
from lxml import etree

from publish.model.script import HAN, script_of
from publish.render.scripts import with_script_fonts
from publish.render.theme import load_theme
from publish.verify import verify_product
from publish.verify.validators import validate
from tests.languages.books import SAMPLES
from tests.languages.conftest import Made

Sample = Callable[[str], Made]
EACH = pytest.mark.parametrize("language", SAMPLES)


@EACH
def test_both_products_read_back_right(sample: Sample, language: str) -> None:
    made = sample(language)
    assert [str(d) for d in made.report] == []
    for path, format_ in ((made.epub, "epub"), (made.pdf, "pdf")):
        found = verify_product(path, made.book, made.edition(format_))
        assert [str(d) for d in found] == []


@EACH
def test_its_own_words_and_marks(sample: Sample, language: str) -> None:
    wanted = SAMPLES[language]
    with zipfile.ZipFile(sample(language).epub) as epub:
        chapter = epub.read("EPUB/text/a.xhtml").decode()
        contents = epub.read("EPUB/contents.xhtml").decode()
    assert f">{wanted.chapter}</span>" in chapter
    assert wanted.quoted in "".join(etree.fromstring(chapter.encode()).itertext())
    assert f">{wanted.contents}</h1>" in contents


@EACH
def test_only_listed_fonts_are_in_the_pdf(sample: Sample, language: str) -> None:
    made = sample(language)
    families = {font.family for font in with_script_fonts(load_theme("classic"), made.book).fonts}
    listed = tuple(family.replace(" ", "-") for family in families)
    assert made.fonts()
    assert [name for name in made.fonts() if not name.startswith(listed)] == []


@EACH
def test_fonts_of_other_scripts_are_not_loaded(sample: Sample, language: str) -> None:
    fonts = with_script_fonts(load_theme("classic"), sample(language).book).fonts
    script = script_of(language)
    assert {font.script for font in fonts} - {""} == ({script} - {"Latn", "Cyrl"})
    with zipfile.ZipFile(sample(language).epub) as epub:
        embedded = [name for name in epub.namelist() if "noto" in name or "amiri" in name]
    assert bool(embedded) is (script == "Arab")
    assert script not in HAN or not embedded  # left to its reader's own


@pytest.mark.parametrize("language", ["ar", "zh"])
def test_the_reference_validators_agree(sample: Sample, language: str) -> None:
    made = sample(language)
    for verdict in validate([made.epub, made.pdf]):
        assert verdict.passed, verdict.findings
