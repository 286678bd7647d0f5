"""Drop caps: the first letter and the first words are set apart, and no word changes."""

from __future__ import annotations

import pytest
from lxml import etree

from publish.render.dropcaps import set_drop_caps

_PAGE = (
    '<body xmlns="http://www.w3.org/1999/xhtml"><section class="{role}"><header>One</header>'
    "{first}</section></body>"
)
_CAP, _LEAD = '<p class="begins-chapter"><span class="drop-cap">', '</span><span class="lead-in">'


def _first(role: str, first: str) -> str:
    root = etree.fromstring(_PAGE.format(role=role, first=first))
    before = "".join(root.itertext())
    set_drop_caps(root, {"drop-caps": "chapters"})
    assert "".join(root.itertext()) == before
    section = "".join(etree.tostring(node, encoding="unicode") for node in root[0][1:])
    return section.replace(' xmlns="http://www.w3.org/1999/xhtml"', "")


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (
            "<p>E\u0301t\u00e9 <em>here</em> and on.</p>",
            f"{_CAP}E\u0301{_LEAD}t\u00e9</span> <em>here</em> and on.</p>",
        ),
        ("<p>I know of two words more.</p>", f"{_CAP}I{_LEAD} know of two</span> words more.</p>"),
        ("<p>Text.</p><p>More.</p>", f"{_CAP}T{_LEAD}ext.</span></p><p>More.</p>"),
        ("<p>“Text runs on.”</p>", f"{_CAP}“T{_LEAD}ext runs on.”</span></p>"),
        (
            "<p>1795 was wet.</p>",
            f"{_CAP.replace('cap', 'cap figures')}1795{_LEAD} was wet.</span></p>",
        ),
        (
            '<p><span id="mark"/>Text runs on and on.</p>',
            f'{_CAP}T{_LEAD}ext runs on</span><span id="mark"/> and on.</p>',
        ),
        (
            "<p><em>Text</em> runs on.</p>",
            f"{_CAP.replace('<span', '<em><span')}T{_LEAD}ext</span></em> runs on.</p>",
        ),
        (
            '<blockquote>Verse.</blockquote><p class="source">B</p><p>Text.</p>',
            f'<blockquote>Verse.</blockquote><p class="source">B</p>{_CAP}T{_LEAD}ext.</span></p>',
        ),
    ],
)
def test_the_first_letter_and_words_of_a_chapter_are_set_apart(first: str, expected: str) -> None:
    assert _first("chapter level-1", first) == expected


def test_letters_with_room_at_their_right_are_told_apart() -> None:
    assert 'class="drop-cap open"' in _first("chapter", "<p>La halle.</p>")


_FORMULA = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>R</mi></math>'


@pytest.mark.parametrize(
    ("role", "first"),
    [
        ("part", "<p>Text.</p>"),
        ("chapter", '<p><img src="a.png"/>Text.</p>'),
        ("chapter", f"<p>{_FORMULA} is a set.</p>"),
        ("chapter", f"<p><em>{_FORMULA}</em> is a set.</p>"),
        ("chapter", "<p><code>C:</code> is a drive.</p>"),
        ("chapter", "<p>تقع.</p>"),
        ("chapter", "<p>港口</p>"),
        ("chapter", "<p>d’abord</p>"),
        ("chapter", "<blockquote>Text.</blockquote>"),
    ],
)
def test_other_openings_are_left_alone(role: str, first: str) -> None:
    assert _first(role, first) == first
