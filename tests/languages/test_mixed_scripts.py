"""Latin words and digits stand apart from the Chinese and Japanese characters around them."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from publish.outputs.pdf.document.mixed_scripts import space_mixed_scripts
from publish.render.theme import Font

_FONT = Font("A", Path("a.otf"), "normal", "400", script="Hans")


def _spaced(inner: str, language: str, *fonts: Font) -> str:
    """The content of a paragraph, with [a word] between brackets where it is set apart."""
    root = etree.fromstring(
        f'<body xmlns="http://www.w3.org/1999/xhtml" lang="{language}"><p>{inner}</p></body>'
    )
    before = "".join(root.itertext())
    space_mixed_scripts(root, fonts)
    assert "".join(root.itertext()) == before
    for span in root.iter("{*}span"):
        sides = (span.get("class") or "").split()
        left, right = "[" * ("after-wide" in sides), "]" * ("before-wide" in sides)
        span.text = f"{left}{span.text or ''}{right}"
    return "".join(root.itertext())


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("共有412名", "共有[412]名"),
        ("会说English，说法语", "会说[English，说法语"),
        ("从 2025 年", "从 2025 年"),
        ("见表<a>7.1</a>。", "见表[7.1。"),
        ("<em>第</em>1.5<b>节</b>CD片", "第[1.5]节[CD]片"),
        ("DVDを<ruby>港<rt>a1</rt></ruby>3枚", "DVD]を港a1[3]枚"),
        ("用<code>a1</code>写", "用a1写"),
    ],
)
def test_words_are_set_apart(inner: str, expected: str) -> None:
    for language in ("zh-Hans", "ja"):
        assert _spaced(inner, language, _FONT) == expected


def test_other_languages_and_books_are_left_alone() -> None:
    assert _spaced("共有412名", "ko", _FONT) == "共有412名"
    assert _spaced("共有412名", "zh-Hans") == "共有412名"
