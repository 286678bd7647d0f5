"""Fonts of a product: reduced to the characters of the book, one file per weight.

The properties of a font file and its subsets are cached by the digest of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import msgspec

from publish.cache import Cache, Memo, Slot, file_digest
from publish.model.book import Book, Edition
from publish.model.markup import X
from publish.model.script import HAN, script_of, scripts_in
from publish.model.section import has_element
from publish.outputs.pages.page_finishing import FinishedPage
from publish.render.mathfont import has_formulas, math_font
from publish.render.scripts import with_script_fonts
from publish.render.theme import Font, Theme, load_theme

# In the fonts of every book, so that a reader's own words (a note, a search) look like the text.
_ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\u00a0\u00ad\u2010…")
# Punctuation that Latin and Han share and set differently: a Chinese or Japanese book leaves it to
# its own fonts, which give it the width of an ideograph.
_SHARED = frozenset(map(chr, (0xB7, *range(0x2010, 0x2028))))


_CODE = (f"{X}code", f"{X}pre")


class FontFace(msgspec.Struct, frozen=True):
    """How the style sheet declares a font file of the product."""

    family: str
    style: str
    weight: int
    href: str
    media_type: str


class EmbeddedFont(FontFace, frozen=True):
    """Such a file; `packed` is its content as the product stores it."""

    content: bytes
    packed: bytes


class FontPacking(msgspec.Struct, frozen=True):
    """How a format stores a font: `pack` turns the plain file into the stored one.

    Without a `suffix`, that of the plain file stays.
    """

    name: str
    pack: Callable[[bytes], bytes]
    suffix: str = ""


PLAIN = FontPacking("plain", lambda content: content)


class _FontFacts(msgspec.Struct, frozen=True):
    """Whether the licence of a font file is open, and its characters in order."""

    open: bool
    characters: str


def used_fonts(theme: Theme, book: Book) -> list[Font]:
    """The fonts that the variables of the theme name; that for code only when there is code."""
    families = [theme.variables.get(name) for name in ("screen-serif", "sans")]
    if has_element(book.sections, *_CODE):
        families.append(theme.variables.get("mono"))
    available = dict.fromkeys(theme.fonts + theme.screen_fonts)
    used = [font for family in families for font in available if font.family == family]
    return used + [font for font in theme.fonts if font.script]


def screen_theme(book: Book, edition: Edition) -> Theme:
    """The theme of an edition with the fonts that the passages of the book need on screens."""
    theme = load_theme(edition.theme, edition.variables)
    return _without_own_script(with_script_fonts(theme, book))


def named_typefaces(fonts: Sequence[Font], book: Book, cache: Cache) -> tuple[list[str], bool]:
    """The families that a colophon names, and whether the licences of all are open."""
    named = [*fonts, *([math_font()] if has_formulas(book) else [])]
    families = list(dict.fromkeys(font.family for font in named))
    return families, all(_has_open_licence(font, cache) for font in named)


def _without_own_script(theme: Theme) -> Theme:
    """The theme without the Chinese, Japanese or Korean fonts of a book in that script.

    Its readers have such fonts, and they are larger than the book; a passage in another book
    embeds the few characters that it needs.
    """
    fonts = (f for f in theme.fonts if f.script not in HAN or f.script != theme.script)
    return replace(theme, fonts=tuple(fonts))


def needed_subsets(
    fonts: Iterable[Font], pages: Sequence[FinishedPage], language: str, cache: Cache
) -> Iterator[FontSubset]:
    """The subsets of the fonts that the finished pages need."""
    characters = set().union(*(page.characters for page in pages))
    bold_italic = any(page.bold_italic for page in pages)
    yield from font_subsets(fonts, characters, language, cache, bold_italic=bold_italic)
    if any("mathml" in page.vocabularies for page in pages):
        of_formulas = "".join(page.formula_characters for page in pages)
        yield from math_subsets(of_formulas, cache)


class _FactsInputs(msgspec.Struct, frozen=True):
    font: str
    program: str


class _SubsetInputs(msgspec.Struct, frozen=True):
    font: str
    program: str
    weight: int
    characters: str
    all_features: bool
    packing: str


_FACTS = Memo("font-facts", _FactsInputs, _FontFacts)
_SUBSETS = Memo("font", _SubsetInputs, tuple[bytes, bytes])


class FontSubset(msgspec.Struct, frozen=True):
    """Some characters of a font at one weight, before its file is made."""

    font: Font
    weight: int
    characters: str

    @property
    def keeps_all_features(self) -> bool:
        """Whether it is a font for a single script, which is wrong without any of its features."""
        return bool(self.font.script)

    def href(self, kind: str) -> str:
        """The address of its file, which ends with the kind."""
        slug = re.sub(r"[^a-z0-9]+", "-", self.font.family.lower())
        slope = "" if self.font.style == "normal" else f"-{self.font.style}"
        return f"fonts/{slug}-{self.weight}{slope}.{kind}"

    def face(self, kind: str) -> FontFace:
        """How a style sheet declares its file, which ends with the kind."""
        font = self.font
        return FontFace(font.family, font.style, self.weight, self.href(kind), f"font/{kind}")

    def is_made(self, packing: FontPacking, cache: Cache) -> bool:
        """Whether a build before made its file."""
        return _slot(self, packing, cache).exists()

    def embed(self, packing: FontPacking, cache: Cache) -> EmbeddedFont:
        """Its file, which is made if no build before did."""
        content, packed = _subset(self, packing, cache)
        kind = packing.suffix or ("otf" if content[:4] == b"OTTO" else "ttf")
        face = self.face(kind)
        facts = (face.family, face.style, face.weight, face.href, face.media_type)
        return EmbeddedFont(*facts, content, packed)


def font_subsets(
    fonts: Iterable[Font],
    characters: Iterable[str],
    language: str,
    cache: Cache,
    *,
    bold_italic: bool,
) -> Iterator[FontSubset]:
    """The fonts with those characters; `bold_italic` says whether any text is both.

    A font that has none of the book's letters is left out.
    """
    home = script_of(language)
    text = frozenset(characters)
    letters = frozenset(filter(str.isalpha, text))
    all_characters = (text | _ALWAYS) - (_SHARED if home in HAN else frozenset())
    for font in fonts:
        wanted = (
            all_characters if font.script in ("", home) else _of_script(all_characters, font.script)
        )
        subset = wanted.intersection(_facts(font.path, cache).characters)
        if subset & letters:
            for weight in _weights(font, bold_italic=bold_italic):
                yield FontSubset(font, weight, "".join(sorted(subset)))


def math_subsets(characters: str, cache: Cache) -> Iterator[FontSubset]:
    """The font of formulas with those characters; without it browsers cannot stretch a bracket."""
    # A letter is added, so that a formula of digits alone has its font too.
    return font_subsets([math_font()], f"{characters}x", "en", cache, bold_italic=False)


def font_subset(font: Font, weight: int, characters: Iterable[str], cache: Cache) -> bytes:
    """The font file with those characters, at that weight; empty if it has none of them."""
    found = frozenset(characters).intersection(_facts(font.path, cache).characters) - {" "}
    if not found:
        return b""
    weight = weight if " " in font.weight else int(font.weight)
    listed = "".join(sorted({*found, " "}))
    return _subset(FontSubset(font, weight, listed), PLAIN, cache)[0]


def _of_script(characters: Iterable[str], script: str) -> frozenset[str]:
    return frozenset(each for each in characters if script in scripts_in(each, f"und-{script}"))


def _has_open_licence(font: Font, cache: Cache) -> bool:
    """Whether a font states that it is under the SIL Open Font License."""
    return _facts(font.path, cache).open


def _weights(font: Font, *, bold_italic: bool) -> tuple[int, ...]:
    """Regular and bold of a variable font, the one weight of another."""
    if " " not in font.weight:
        return (int(font.weight),)
    return (400, 700) if font.style == "normal" or bold_italic else (400,)


@lru_cache(maxsize=256)
def _subset(subset: FontSubset, packing: FontPacking, cache: Cache) -> tuple[bytes, bytes]:
    """The font file with only those characters, plain and packed."""

    def make() -> tuple[bytes, bytes]:
        from publish.outputs.pages.subsetting import subset_font  # slow: it imports HarfBuzz

        content = subset_font(
            subset.font.path,
            subset.weight,
            subset.characters,
            all_features=subset.keeps_all_features,
        )
        return content, packing.pack(content)

    slot = _slot(subset, packing, cache)
    made = slot.load()
    if made is None:
        made = make()
        slot.store(made)
    return made


def _slot(subset: FontSubset, packing: FontPacking, cache: Cache) -> Slot[tuple[bytes, bytes]]:
    path = subset.font.path
    inputs = _SubsetInputs(
        path.name,
        _digest(path, cache),
        subset.weight,
        subset.characters,
        subset.keeps_all_features,
        packing.name,
    )
    return _SUBSETS.at(cache, inputs)


@lru_cache(maxsize=64)
def _facts(path: Path, cache: Cache) -> _FontFacts:
    def make() -> _FontFacts:
        from publish.outputs.pages.subsetting import characters_of, is_under_open_licence

        return _FontFacts(is_under_open_licence(path), characters_of(path))

    return _FACTS.get(cache, _FactsInputs(path.name, _digest(path, cache)), make)


@lru_cache(maxsize=64)
def _digest(path: Path, cache: Cache) -> str:
    return file_digest(path, cache)
