"""Chinese and Japanese lines end at the margin, and two marks stand in a square and a half."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median

import pypdfium2
import pytest

from publish import api
from publish.context import make_context
from tests.conftest import WriteBook

pytestmark = pytest.mark.slow

_MANIFEST = '[book]\ntitle = "A"\nlanguage = "{}"\n[structure]\nbodymatter = ["a.md"]\n'
_EDITION = '[editions.pdf]\nformat = "pdf"\n'
_TEXTS = {
    "zh-Hans": "守闸的人说：“看潮不必看钟。”（早晨的太阳先照到这里，再照到别处。）",
    "zh-Hant": "守閘的人說：「看潮不必看鐘。」（早晨的太陽先照到這裡，再照到別處。）",
    "ja": "船員が一冊の句集を置いた。「荒海や佐渡によこたふ天河」。（誰かがその頁を開く。）",
}
_PAIRS = ("：“", "：「", "。”", "。」", "”（", "」（", "。）", "」。")
Box = tuple[str, float, float]  # a character with its left and right edge, in points


def _lines(product: Path) -> Iterator[tuple[int, list[Box]]]:
    """The long lines of all pages in the size of the text, each with its page."""
    for number, page in enumerate(pypdfium2.PdfDocument(product)):
        text, lines = page.get_textpage(), dict[int, list[Box]]()
        for at in range(text.count_chars()):
            left, foot, right, head = text.get_charbox(at, loose=True)
            if text.get_text_range(at, 1).strip() and right - left > 5 and head - foot > 13:
                box = text.get_text_range(at, 1), left, right
                lines.setdefault(round(foot), []).append(box)
        yield from ((number, line) for line in lines.values() if len(line) > 20)


@pytest.mark.parametrize("language", ["zh-Hans", "ja"])
def test_lines_end_at_the_margin(write_book: WriteBook, tmp_path: Path, language: str) -> None:
    text = _TEXTS[language]
    paragraphs = f"{text * 5}\n\n{text[5:] * 3}[^a]{text}\n\n[^a]: {text}\n"
    chapter = f"# {text[:2]}\n\n## {text[2:4]}\n\n{paragraphs}"
    files = {"book.toml": _MANIFEST.format(language) + _EDITION, "a.md": chapter}
    context = make_context(cache=False)
    api.build(write_book(files), tmp_path / "out", context=context)
    assert not context.report.errors
    lines = list(_lines(next((tmp_path / "out").glob("*.pdf"))))
    ends = {page: [line[-1][2] for at, line in lines if at == page] for page, _ in lines}
    margins = {page: median(each) for page, each in ends.items() if len(each) > 4}
    ragged = [line for page, line in lines if margins.get(page, 0) - line[-1][2] > 0.6]
    assert sum(map(len, ends.values())) > 9
    assert len(ragged) <= 2  # the last lines of the paragraphs
    neighbours = [pair for _, line in lines for pair in pairwise(line)]
    square = min(b[1] - a[1] for a, b in neighbours if (a[0] + b[0]).isalpha())
    marks = [(a, b) for a, b in neighbours if a[0] + b[0] in _PAIRS]
    assert len(marks) > 5
    assert all(second[1] - first[1] < square * 0.8 for first, second in marks)
