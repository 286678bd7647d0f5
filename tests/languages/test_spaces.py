"""Spacing rules: one search for all rules finds the same places as one search for each."""

from __future__ import annotations

from random import Random

import pytest
from lxml import etree

from publish.model.typographic_conventions import typographic_conventions
from publish.sources.markdown.shaping.typography import typeset_spaces, typeset_text
from publish.sources.markdown.shaping.typography.rules import SpacingRule, rules_of

_PARTS = (
    "\u00a0|\u202f|—|–|…|“|”|’|«|»|!|?|;|:|.|,|5|12|123|(|)|中|。|a|x|A.|É.|B|IV|S.|Nr.|p.|§"
    "|§§|Mr.|Mme|z.|B.|d.|h.|i.|R.|и|т.|д.|EE.|UU.|km|€|%|°C|million|s"
).split("|")


def _one_by_one(text: str, every: tuple[SpacingRule, ...]) -> str:
    for rule in every:
        for first, last in reversed(rule.matches(text)):
            text = text[:first] + rule.space + text[last:]
    return text


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "ru", "zh"])
def test_no_space_is_missed(language: str) -> None:
    random = Random(language)
    every = rules_of(typographic_conventions(language))
    changed = 0
    for _ in range(1500):
        parts = random.choices(_PARTS, k=random.randint(4, 12))
        text = "".join(part + random.choice(("", " ", " ", "\n")) for part in parts)
        result = typeset_text(text, language)
        assert result == _one_by_one(text, every), repr(text)
        changed += result != text
    assert changed > 40


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "<math/> m) ergibt", "<math/>\u00a0m) ergibt"),
        ("en", "<math/> km.", "<math/>\u00a0km."),
        ("en", "<math/> more", "<math/> more"),
        ("fr", "<math/> kg, <em>et</em>", "<math/>\u00a0kg, <em>et</em>"),
    ],
)
def test_a_unit_stays_with_the_formula_before_it(language: str, text: str, expected: str) -> None:
    root = etree.fromstring(f"<p>{text}</p>")
    typeset_spaces(root, language)
    assert etree.tostring(root, encoding="unicode") == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("纸是白的，\n墨是黑的。", "纸是白的，墨是黑的。"),
        (
            '<span class="line">纸是白的，</span>\n<span class="line">墨</span>\n',
            '<span class="line">纸是白的，</span>\n<span class="line">墨</span>\n',
        ),
    ],
)
def test_chinese_lines_are_joined_but_not_those_of_verse(text: str, expected: str) -> None:
    root = etree.fromstring(f"<p>{text}</p>")
    typeset_spaces(root, "zh")
    assert etree.tostring(root, encoding="unicode") == f"<p>{expected}</p>"
