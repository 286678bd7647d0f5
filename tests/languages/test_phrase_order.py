"""Phrases against the line direction keep their order where elements divide them."""

from __future__ import annotations

import ctypes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.diagnostics import Report
from publish.render.markup import inner
from publish.sources.spine.folder import read_book
from publish.structure import settle
from publish.structure.embedding_levels import runs_against
from tests.conftest import WriteBook
from tests.languages.test_right_to_left import MANIFEST
from tests.running import run_context

# What each paragraph becomes; | is the edge of an element that runs the other way.
PHRASES = {
    "an exponent": ("ar", "العدد 10^6^ هنا", "العدد |10<sup>6</sup>| هنا"),
    "a number in two": ("he", "שנת 12**34** כאן", "שנת |12<strong>34</strong>| כאן"),
    "a formula in letters": ("ar", "ماء H~2~O.", "ماء |H<sub>2</sub>O|."),
    "numbers apart": ("ar", "ثم 12 **34** هنا", "ثم 12 <strong>34</strong> هنا"),
    "one element": ("ar", "في *the first book* هنا", "في <em>the first book</em> هنا"),
    "its stop": ("ar", "في See *this!* هنا", "في |See <em>this!</em>| هنا"),
    "brackets": ("ar", "في x (**2**) هنا", "في |x (<strong>2</strong>)| هنا"),
    "a percentage": ("he", "מן 5^%^ עד", "מן |5<sup>%</sup>| עד"),
    "a unit": ("he", "מן x^2^ *5 %* עד", "מן |x<sup>2</sup> <em>5\u00a0%</em>| עד"),
    "two in one text": ("ar", "أ b*c* د e*f* ز", "أ |b<em>c</em>| د |e<em>f</em>| ز"),
    "a comma in it": ("ar", "أ b*c* ،*e*f ز", "أ |b<em>c</em> ،<em>e</em>f| ز"),
    "in a link": ("he", "[see *this*](#a) כאן", '<a href="#a">|see <em>this</em>|</a> כאן'),
    "with a link": ("he", "אז see [salt](#a)", 'אז |see <a href="#a">salt</a>|'),
    "in emphasis": ("ar", "*كل 10^2^ يوم* هنا", "<em>كل |10<sup>2</sup>| يوم</em> هنا"),
    "around code": ("ar", "في run `x` now هنا", 'في |run <code dir="ltr">x</code> now| هنا'),
    "a Hebrew phrase": ("en", "See ספר *ראשון* כאן now", "See |ספר <em>ראשון</em> כאן| now"),
    "a number in it": ("en", "In שנת **2020** כאן", "In |שנת <strong>2020</strong> כאן|"),
}


@pytest.mark.parametrize("name", PHRASES)
def test_a_divided_phrase_becomes_one_element(write_book: WriteBook, name: str) -> None:
    language, text, expected = PHRASES[name]
    files = {"book.toml": MANIFEST.format(language), "a.md": f"# A {{#a}}\n\n{text}\n"}
    book = read_book(write_book(files), run_context())
    assert book is not None
    (paragraph,) = next(settle(book, run_context()).walk()).body.iter("{*}p")
    other = "rtl" if language == "en" else "ltr"
    markup = str(inner(paragraph)).replace(' xmlns="http://www.w3.org/1999/xhtml"', "")
    plain, *phrases = expected.split("|")
    for phrase, text_after in zip(phrases[::2], phrases[1::2], strict=True):
        plain += f'<span dir="{other}">{phrase}</span>{text_after}'
    assert markup == plain


def test_a_title_in_both_directions_is_apart(write_book: WriteBook) -> None:
    text = "# פרק and more {#a}\n\nראו [](#a){.full} and on\n"
    book = read_book(write_book({"book.toml": MANIFEST.format("he"), "a.md": text}), run_context())
    assert book is not None
    report = Report()
    (paragraph,) = next(settle(book, run_context(report)).walk()).body.iter("{*}p")
    assert [link.get("dir") for link in paragraph.iter("{*}a")] == ["rtl"]
    assert report.errors == []


# Marks are left out: one on a separator between digits is part of neither number here.
_CHARACTERS = "ab1 2,.-+%$()[]אבعسلم٣٤«»\u00ad\ufffc/:!\u200f\u200e"
_BASES = {"ltr": (0x110, 0), "rtl": (0x111, 1)}  # of FriBidi: the type, and its level


@given(st.text(_CHARACTERS, min_size=1, max_size=14), st.sampled_from(sorted(_BASES)))
def test_the_runs_are_those_of_fribidi(text: str, base: str) -> None:
    """FriBidi, which the layout engine loads with Pango, has the levels of UAX 9."""
    found = [False] * len(text)
    for start, end in runs_against(text, base):
        found[start:end] = [True] * (end - start)
    shown = len(text.rstrip(" \u00ad"))  # what ends a line is of no direction (L1)
    assert found[:shown] == _levels_of_fribidi(text, base)[:shown]


def _levels_of_fribidi(text: str, base: str) -> list[bool]:
    """For each character whether its level is not that of the line."""
    fribidi, count = ctypes.CDLL("libfribidi.so.0"), len(text)
    kind, level = _BASES[base]
    characters = (ctypes.c_uint32 * count)(*map(ord, text))
    types, brackets = (ctypes.c_uint32 * count)(), (ctypes.c_uint32 * count)()
    levels, line = (ctypes.c_int8 * count)(), ctypes.c_uint32(kind)
    fribidi.fribidi_get_bidi_types(characters, count, types)
    fribidi.fribidi_get_bracket_types(characters, count, types, brackets)
    fribidi.fribidi_get_par_embedding_levels_ex(types, brackets, count, ctypes.byref(line), levels)
    return [each != level for each in levels]
