"""The embedded fonts: only the book's characters, under names that the licence allows."""

from __future__ import annotations

import io

import pytest
from fontTools.ttLib import TTFont

from publish.cache import Cache
from publish.outputs.pages.fonts import PLAIN, font_subsets
from publish.outputs.pages.subsetting import unreserved
from publish.render.theme import load_theme
from tests.conftest import MINIMAL
from tests.epub.conftest import MakeEpub
from tests.epub.opened import Opened


def _fonts(epub: Opened) -> dict[str, TTFont]:
    return {
        name: TTFont(io.BytesIO(content))
        for name, content in epub.files.items()
        if name.startswith("fonts/")
    }


def test_every_font_has_every_character_of_the_text(rich: Opened) -> None:
    text = {char for page in rich.spine() for char in "".join(rich.tree(page).itertext())}
    fonts = _fonts(rich)
    assert fonts
    for name, font in fonts.items():
        missing = {char for char in text if ord(char) not in font.getBestCmap()} - set("\n")
        assert missing == set(), name


def test_fonts_are_subset_static_and_declared(rich: Opened) -> None:
    css = rich.files["style/book.css"].decode()
    for name, font in _fonts(rich).items():
        assert "fvar" not in font
        assert 0x416 not in font.getBestCmap()  # a letter that the book does not use
        assert len(rich.files[name]) < 80_000
        assert f'src: url("../{name}")' in css
    assert css.count("@font-face") == len(_fonts(rich))


def test_reserved_names_are_removed_and_licences_kept(rich: Opened) -> None:
    for name, font in _fonts(rich).items():
        names = font["name"]
        presented = [names.getDebugName(number) for number in (1, 3, 4, 6)]
        if "Reserved Font Name" in names.getDebugName(0):
            assert not any("Source" in text for text in presented), name
        assert "Copyright" in names.getDebugName(0) or "©" in names.getDebugName(0)
        assert "Open Font License" in names.getDebugName(13)


def test_reserved_words_are_read_from_the_notice() -> None:
    notice = "© 2023 A Foundry (http://example.org), with Reserved Font Name ‘Brook’."
    assert unreserved("Brook Serif 4", notice) == "Serif 4"
    assert unreserved("Brook", notice) == "Book"
    assert unreserved("Brook Serif", "© 2023 A Foundry") == "Brook Serif"


def test_only_the_fonts_that_are_needed(make_epub: MakeEpub) -> None:
    plain = make_epub({"a.md": "# A\n\nText, *leaning*.\n"})
    assert not any("code" in name or "700-italic" in name for name in plain.files)
    coded = make_epub({"a.md": "# A\n\nText, `typed`, and ***both***.\n"})
    assert any("code" in name for name in coded.files)
    assert any("700-italic" in name for name in coded.files)


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("# The call `f`", "fonts/source-code"),
        ("# Of $x$", "fonts/stix"),
        ("# Notes\n\nA call.[^a]\n\n[^a]: Of $x$.", "fonts/stix"),
    ],
)
def test_fonts_are_in_that_only_a_title_or_note_needs(
    make_epub: MakeEpub, text: str, font: str
) -> None:
    manifest = MINIMAL.replace("[structure]", '[structure]\nbackmatter = [{ role = "colophon" }]')
    epub = make_epub({"book.toml": manifest, "a.md": text})
    assert any(name.startswith(font) for name in epub.files)


def test_features_of_the_style_sheet_survive(rich: Opened) -> None:
    features = {
        record.FeatureTag
        for font in _fonts(rich).values()
        for record in font["GSUB"].table.FeatureList.FeatureRecord
    }
    assert {"smcp", "onum", "lnum", "tnum"} <= features


def test_a_chinese_book_keeps_its_own_punctuation() -> None:
    fonts = load_theme("classic").fonts
    text = "前言“ab”——…"
    cache = Cache.default()
    subsets = list(font_subsets(fonts, text, "zh-Hant", cache, bold_italic=False))
    assert subsets
    for font in (subset.embed(PLAIN, cache) for subset in subsets):
        covered = TTFont(io.BytesIO(font.content)).getBestCmap()
        assert not {ord(char) for char in "“”—…"} & set(covered)
        assert ord("a") in covered


def test_a_font_without_a_letter_of_the_book_is_left_out() -> None:
    fonts = load_theme("classic").fonts
    assert list(font_subsets(fonts, "前言 12", "zh", Cache.default(), bold_italic=False)) == []
