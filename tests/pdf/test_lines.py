"""Lines of paragraphs: what fits is on them, spaces shrink, and they end well."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from weasyprint import CSS, HTML
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.line_break import split_first_line

from publish.outputs.pdf.layout import patches
from tests.pdf.faces import FACES

pytestmark = pytest.mark.slow

STYLE = """
@page { size: 700px 400px; margin: 20px }
body { margin: 0; font: 15px/20px 'EB Garamond'; text-align: justify; hyphens: auto;
  hyphenate-limit-chars: 6 3 3; orphans: 2; widows: 2 }
p { margin: 0 0 20px }
code { font-family: 'Source Code Pro'; font-size: .8em; padding: 0 2px }
.nowrap { white-space: nowrap }
"""
PADDING = 2  # px of code
SPACE = 3.0  # px of the text
WIDEST_SPACE = 7.2  # of code
WORDS = (
    "a of in the and tide water lights moored reckoning ropes keeper's well-known every where it; "
    "stands: nothing supplied (elsewhere) undertakings 1795 never so we as is by to no ebb buoy"
).split()


class Line(NamedTuple):
    """A line: its text, and with the spaces of the face its width and that of its first word."""

    text: str
    width: float
    set_width: float
    first_word: float
    spaces: int


@pytest.fixture(scope="module", autouse=True)
def patched() -> Iterator[None]:
    patches.apply()
    yield
    patches.withdraw()


FONTS = FontConfiguration()
FACE_STYLE = CSS(string=FACES, font_config=FONTS)


def paragraph(random_: random.Random, count: int) -> str:
    """Words of which some are emphasised, linked, code or tied, with or without neighbours."""
    parts, tag = [], ""
    for word in random_.choices(WORDS, k=count):
        if not tag and random_.random() < 0.2:
            tag = random_.choice(("em", "code", 'a href="#x"', "span"))
            word = f"<{tag}>{word}"
        if tag and random_.random() < 0.5:
            word = f"{word}</{tag.split()[0]}>{random_.choice((',', '', '.'))}"
            tag = ""
        parts.append(word)
    end = f"</{tag.split()[0]}>" if tag else ""
    return f"<p>{' '.join(parts)}{end}</p>"


def pages(body: str, style: str = "") -> list[Any]:
    html = HTML(string=f"<html lang='en'><body id='x'>{body}</body></html>")
    sheets = [FACE_STYLE, CSS(string=STYLE + style, font_config=FONTS)]
    return [page._page_box for page in html.render(stylesheets=sheets, font_config=FONTS).pages]


def lines(box: Any) -> list[Line]:
    return [line_of(each) for each in box.descendants() if isinstance(each, boxes.LineBox)]


def line_of(line: Any) -> Line:
    texts = [each for each in line.descendants() if isinstance(each, boxes.TextBox)]
    spaces = inline.count_expandable_spaces(line)
    spacing = max((each.justification_spacing for each in texts), key=abs, default=0)
    text = "".join(each.text for each in texts)
    natural = line.width - spaces * spacing
    return Line(text, natural, line.width, first_word(line, texts), spaces)


def first_word(line: Any, texts: list[Any]) -> float:
    """How far the first word of a line reaches, with the padding of an element that it ends."""
    for box in texts:
        word, space, _ = box.text.partition(" ")
        width = split_first_line(word, box.style, None, None, 0)[3] if word else 0
        end = box.position_x - line.position_x + width
        if space:
            break
    return float(end if space else end + PADDING)


def paragraphs(pages_: list[Any]) -> Iterator[list[Line]]:
    for page in pages_:
        for box in page.descendants():
            if box.element_tag == "p" and isinstance(box, boxes.BlockBox):
                yield lines(box)


@pytest.fixture(scope="module")
def set_paragraphs() -> list[tuple[int, list[Line]]]:
    """The lines of seeded paragraphs, each with its measure."""
    random_ = random.Random(3)
    body = "".join(paragraph(random_, 50) for _ in range(12))
    measures = range(270, 420, 11)
    return [
        (measure, own)
        for measure in measures
        for own in paragraphs(pages(body, f"p {{ width: {measure}px }}"))
    ]


def test_no_line_could_have_taken_the_next_word(
    set_paragraphs: list[tuple[int, list[Line]]],
) -> None:
    compared = 0
    for measure, own in set_paragraphs:
        for line, following in pairwise(own[:-1]):
            needed = line.width + WIDEST_SPACE + following.first_word
            assert needed > measure + 0.15 * SPACE * line.spaces, (measure, line, following)
            compared += 1
    assert compared > 500


def test_spaces_shrink_by_a_fifth_at_the_most(
    set_paragraphs: list[tuple[int, list[Line]]],
) -> None:
    narrowed = 0
    for measure, own in set_paragraphs:
        for line in own:
            assert line.width - 0.2 * SPACE * line.spaces < measure + 0.1, (measure, line)
            narrowed += line.width > measure + 0.1
        assert all(abs(line.set_width - measure) < 0.1 for line in own[:-1]), (measure, own)
    assert narrowed > 100


def test_no_last_line_is_a_stub(set_paragraphs: list[tuple[int, list[Line]]]) -> None:
    for measure, own in set_paragraphs:
        before, last = own[-2:]
        loosest = (measure - before.width + last.first_word) / max(before.spaces - 1, 1) / SPACE
        if loosest < 1.5:
            letters = sum(map(str.isalnum, last.text))
            assert " " in last.text or letters >= 4, (measure, before, last)
            is_stub = before.text.endswith("\u2010") and len(last.text) <= 8
            assert " " in last.text or not is_stub, (measure, before, last)


def test_a_word_before_a_forced_break_is_not_a_stub_either() -> None:
    text = "It is empty, too long, or has characters other than letters, and underscores."
    for measure in range(380, 410, 10):
        set_ = paragraphs(pages(f"<p>{text}<br>More of it.</p>", f"p {{ width: {measure}px }}"))
        assert "scores." not in [line.text for line in next(set_)]


def test_ragged_paragraphs_keep_their_spaces_and_have_no_stubs() -> None:
    style = "p { text-align: left; hyphens: manual; width: 240px }"
    own = next(paragraphs(pages("<p>Nothing has been supplied from elsewhere to it.</p>", style)))
    assert [line.text for line in own] == ["Nothing has been supplied from", "elsewhere to it."]
    assert all(abs(line.set_width - line.width) < 0.1 for line in own)


def test_no_page_ends_in_a_hyphen() -> None:
    words = "well-known understanding dedication everywhere extraordinary harbour tides "
    body = f"<p>{words * 60}</p>" + f"<h2 style='break-after: avoid'>x</h2><p>{words * 20}</p>" * 8
    ends = []
    for measure in (300, 333, 366):
        for page in pages(body, f"p {{ width: {measure}px }} h2 {{ margin: 0 0 33px }}"):
            *_, last = (each for each in page.descendants() if isinstance(each, boxes.LineBox))
            ends.append(line_of(last).text)
    assert len(ends) > 20
    assert not [text for text in ends if text.endswith(("-", "\u2010"))]
    joined = "".join(line.text for own in paragraphs(pages(f"<p>{words * 60}</p>")) for line in own)
    assert joined.replace(" ", "").replace("\u2010", "") == (words * 60).replace(" ", "")


@pytest.mark.parametrize(("above", "expected"), [(14, "Cure"), (15, "Example"), (17, "Rule")])
def test_no_page_ends_in_the_first_line_below_a_forced_break(above: int, expected: str) -> None:
    """Of three parts of two lines; eighteen lines fill a page."""
    parts = "<br>".join(f"{name} the tide more and more" for name in ("Rule", "Example", "Cure"))
    filled = "".join(f"<p>{number}</p>" for number in range(above))
    style = "p { margin: 0; width: 110px; text-align: left; hyphens: manual }"
    _, *after = pages(f"{filled}<p>{parts}</p>", style)
    first = next(iter(paragraphs(after)))[0].text
    assert first.startswith(expected), first
