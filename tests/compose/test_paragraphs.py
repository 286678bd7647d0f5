"""Paragraphs broken as a whole: no word is lost, lines fill the measure, and end well."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from weasyprint import CSS, HTML
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import FontConfiguration

from publish.outputs.pdf.layout import patches
from publish.outputs.pdf.layout.compose.breaking import left_to_engine
from publish.outputs.pdf.layout.compose.places import places_from
from publish.outputs.pdf.layout.compose.word_line import WordLine
from tests.pdf.faces import FACES

STYLE = """
@page { size: 700px 400px; margin: 20px }
body { margin: 0; font: 15px/20px 'EB Garamond'; text-align: justify; hyphens: auto;
  hyphenate-limit-chars: 6 3 3; orphans: 2; widows: 2;
  --space-stretch: 50%; --space-shrink: 25%; --glyph-expansion: 1.5% }
p { margin: 0 0 20px; text-indent: 1em; width: 330px }
code { font-family: 'Source Code Pro'; font-size: .8em; padding: 0 2px }
aside { float: footnote; footnote-policy: line }
img { width: 30px; height: 10px }
"""
ON = "body { --composer: on }"
PICTURE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='3' height='1'/>"
WORDS = (
    "a of in the and tide water lights moored reckoning ropes keeper's well-known every where it; "
    "stands: nothing supplied (elsewhere) undertakings 1795 never so we as is by to no ebb buoy "
    "caf\u00e9\u2014bar auf\u00adfinden p.\u00a014 \u05e9\u05dc\u05d5\u05dd \u6f22\u5b57 "
    "foundation's 1850\u20131914 \u201cquoted\u201d administrative https://example.org/a/b"
).split(" ")
FONTS = FontConfiguration()
FACE_STYLE = CSS(string=FACES, font_config=FONTS)


@pytest.fixture(scope="module", autouse=True)
def patched() -> Iterator[None]:
    patches.apply()
    yield
    patches.withdraw()


def paragraph(random_: random.Random, count: int) -> str:
    """Words of which some are emphasised, linked, code or nested, or have a note or a picture."""
    parts, tags = [], list[str]()
    for word in random_.choices(WORDS, k=count):
        if len(tags) < 2 and random_.random() < 0.2:
            tags.append(random_.choice(("em", "code", "b", "span")))
            word = f"<{tags[-1]}>{word}"
        if tags and random_.random() < 0.5:
            word = f"{word}</{tags.pop()}>{random_.choice((',', '', '.'))}"
        if random_.random() < 0.05:
            word = f'{word}<img src="{PICTURE}">' + random_.choice((" so", ""))
        parts.append(word + "<aside>A note.</aside>" * (random_.random() < 0.02))
    ends = "".join(f"</{tag}>" for tag in reversed(tags))
    return f"<p>{' '.join(parts)}{ends}</p>"


def pages(body: str, style: str = ON) -> list[Any]:
    html = HTML(string=f"<html lang='en'><body id='x'>{body}</body></html>")
    sheets = [FACE_STYLE, CSS(string=STYLE + style, font_config=FONTS)]
    return [page._page_box for page in html.render(stylesheets=sheets, font_config=FONTS).pages]


def lines(box: Any) -> list[Any]:
    return [each for each in box.descendants() if isinstance(each, boxes.LineBox)]


def texts(box: Any) -> list[Any]:
    return [each for each in box.descendants() if isinstance(each, boxes.TextBox)]


def text_of(box: Any) -> str:
    return "".join(each.text for each in texts(box))


def paragraphs(some: list[Any]) -> Iterator[list[Any]]:
    for page in some:
        for box in page.descendants():
            if box.element_tag == "p" and isinstance(box, boxes.BlockBox):
                yield lines(box)


def letters(some: list[Any]) -> str:
    """The text of all paragraphs without spaces and hyphens."""
    text = "".join(text_of(line) for own in paragraphs(some) for line in own)
    return text.translate(dict.fromkeys(map(ord, " -\u2010\u00ad")))


def is_composed(line: Any) -> bool:
    return all(isinstance(each.pango_layout, WordLine) for each in texts(line))


BODY = "".join(paragraph(random.Random(seed), 60) for seed in range(12))
MEASURES = (270, 330, 402)


@pytest.fixture(scope="module", params=MEASURES)
def set_pages(request: pytest.FixtureRequest) -> tuple[int, list[Any], list[Any]]:
    """A measure, and the same text set by the composer and by the engine."""
    width = f"p {{ width: {request.param}px }}"
    return request.param, pages(BODY, ON + width), pages(BODY, width)


Set = tuple[int, list[Any], list[Any]]


def test_no_letter_is_lost(set_pages: Set) -> None:
    _, composed, engine = set_pages
    assert letters(composed) == letters(engine)
    assert all(is_composed(line) for own in paragraphs(composed) for line in own)


def test_notes_are_on_the_pages_of_their_calls(set_pages: Set) -> None:
    _, composed, engine = set_pages
    assert sum(map(_calls, composed)) == sum(map(_notes, composed)) == BODY.count("<aside>")
    apart, before = (
        sum(_calls(page) != _notes(page) for page in each) for each in (composed, engine)
    )
    assert apart <= before


def _calls(page: Any) -> int:
    return sum(box.footnote is not None for box in page.descendants())


def _notes(page: Any) -> int:
    return text_of(page).count("A note.")


def test_lines_fill_the_measure_exactly(set_pages: Set) -> None:
    measure, composed, _ = set_pages
    for own in paragraphs(composed):
        for line in own:
            assert not texts(line)[-1].pango_layout.text.endswith(" ")
            last = [box for box in line.children if box.is_in_normal_flow()][-1]
            width = last.position_x + last.margin_width() - line.position_x
            assert width < measure + 0.01
            if line.resume_at is not None and width < measure - 0.01:
                spaces = text_of(line).count(" ")  # which would be five times as wide
                assert measure - width > 4 * spaces * texts(line)[0].pango_layout.words.font.width


def test_spaces_are_wide_enough_to_be_seen(set_pages: Set) -> None:
    _, composed, _ = set_pages
    layouts = [
        text.pango_layout
        for own in paragraphs(composed)
        for line in own
        for text in texts(line)
        if " " in text.text
    ]
    widths = [(each.words.font.width + each.spacing) * each.scale for each in layouts]
    assert all(width > 0.148 * each.words.size for width, each in zip(widths, layouts, strict=True))


def test_spaces_of_prose_are_even() -> None:
    prose = " ".join(random.Random(1).choices(WORDS[:32], k=3000))
    own = next(paragraphs(pages(f"<p>{prose}</p>", f"{ON} @page {{ size: 700px 9999px }}")))
    words = texts(own[0])[0].pango_layout.words
    ratios = [
        (1 + layout.spacing / words.font.width) * layout.scale
        for line in own[:-1]
        for layout in [texts(line)[0].pango_layout]
    ]
    assert len(ratios) > 250
    assert sum(ratio > 1.5 for ratio in ratios) / len(ratios) < 0.1
    assert sum(ratio > 2 for ratio in ratios) == 0


def test_spaces_of_code_give_way_less() -> None:
    body = f"<p>{'The tide turns where <code>a = b + c</code> is written, and ' * 30}</p>"
    own = next(paragraphs(pages(body, f"{ON} @page {{ size: 700px 2000px }}")))
    widened: dict[bool, set[float]] = {True: set(), False: set()}
    for line in own[:-1]:
        for layout in [text.pango_layout for text in texts(line) if " " in text.text]:
            words = layout.words
            widened[words.is_monospaced].add(abs(layout.spacing) / words.font.width)
    assert max(widened[False]) > 0.05
    assert max(widened[True]) < 0.3 * max(widened[False])


def test_code_without_other_spaces_is_as_wide_as_the_measure() -> None:
    code = "(a, b) c = " * 50
    for line in next(paragraphs(pages(f"<p><code>{code}</code></p>")))[:-1]:
        assert line.width == pytest.approx(330, abs=0.01)


WIDE = {
    "a picture": f'<img src="{PICTURE}" style="width: 300px">',
    "one as wide as the text": f'<img src="{PICTURE}" style="width: 330px">',
}


@pytest.mark.parametrize("wide", WIDE.values(), ids=WIDE)
def test_a_line_before_something_wide_is_not_stretched(wide: str) -> None:
    words = "What is as wide as all the lines of its text has one of them alone, as here: "
    own = next(paragraphs(pages(f"<p>{words}{wide} and more.</p>", ON)))
    shown = [box for line in own for box in texts(line)]
    gaps = [
        max(box.justification_spacing, getattr(box.pango_layout, "spacing", 0)) for box in shown
    ]
    assert max(gaps) < 4 * 3  # pixels, the space of the face


@pytest.mark.parametrize(("language", "is_name"), [("en", True), ("fr", True), ("de", False)])
def test_it_costs_more_to_divide_a_name(language: str, is_name: bool) -> None:
    body = f"<p lang={language}>Kopenhagen kopenhagen again</p>"
    (line,) = next(paragraphs(pages(body)))
    content, spacing = line.paragraph.content, line.paragraph.spacing
    found, ends = places_from(content, (0, 0), spacing, hyphenate=True)
    spaces = [number for number, end in enumerate(ends) if end.resume > end.end]
    first, second = (
        max(place.penalty for place in found[a:b])
        for a, b in zip([0, *spaces], spaces, strict=False)
    )
    assert (first > second) == is_name


def test_punctuation_hangs_in_the_margins() -> None:
    words = "well-known tides, \u201charbours\u201d stand. extraordinary "
    style = f"{ON} body {{ --hanging-punctuation: on }} @page {{ size: 700px 2000px }}"
    own = next(paragraphs(pages(f"<p>{words * 40}</p>", style)))
    left = own[0].position_x
    over = {line.planned.right for line in own[:-1] if text_of(line)[-1:] in ",.-\u2010"}
    assert over
    assert min(over) > 1
    for line in own[:-1]:
        text = text_of(line)
        assert line.width == pytest.approx(330 + line.planned.left + line.planned.right, abs=0.01)
        assert line.position_x == pytest.approx(left - line.planned.left)
        assert (line.planned.left > 1) == text.startswith("\u201c"), text
        assert (line.planned.right > 0) == (not text[-1].isalnum()), text


def test_the_same_text_is_set_in_the_same_lines_again() -> None:
    first, second = (
        [text_of(line) for own in paragraphs(pages(BODY)) for line in own] for _ in range(2)
    )
    assert first == second


def test_no_page_ends_in_a_hyphen() -> None:
    words = "well-known understanding dedication everywhere extraordinary harbour tides "
    body = f"<p>{words * 60}</p>" + f"<h2 style='break-after: avoid'>x</h2><p>{words * 20}</p>" * 8
    ends = []
    for measure in (300, 333, 366):
        style = f"p {{ width: {measure}px }} h2 {{ margin: 0 0 33px }}"
        for page in pages(body, ON + style):
            ends.append(text_of(lines(page)[-1]))
    assert len(ends) > 20
    assert not [text for text in ends if text.endswith(("-", "\u2010"))]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("One <span style='white-space: pre-wrap'>two</span> three", "white-space"),
        ("<span style='letter-spacing: 1px'>one</span> two", "letter-spacing"),
        ("<u>one</u> two", "text-decoration-line"),
        ("One <span style='float: left'>two</span> three", "float"),
        ("<bdo dir=rtl>one</bdo> two", "direction"),
        ("<span style='margin-left: -3px'>one</span> two", "negative margin"),
        ("One " + "x" * 90 + " two", "no lines fit"),
        ("<span lang=ja>\u6f22\u5b57</span> two", "size or characters"),
    ],
)
def test_what_is_not_understood_is_left_to_the_engine(body: str, reason: str) -> None:
    left_to_engine(FONTS).clear()
    set_ = pages(f"<p>{body}</p><p>Another one.</p>")
    assert left_to_engine(FONTS) == {reason: 1}
    first, second = paragraphs(set_)
    assert is_composed(second[0])
    assert not is_composed(first[0])


def test_lines_end_at_forced_breaks() -> None:
    text = "tides and extraordinary harbours stand where no line is full "
    body = f"<p>{text * 3}<br>{text} <em>so<br></em>{text * 2}<br><br>end</p>"
    own = next(paragraphs(pages(body)))
    assert all(is_composed(line) for line in own if text_of(line))
    ends = [text_of(line).split()[-1:] for line in own if line.width < 200]
    assert ends[-3:] == [["so"], [], ["end"]]


def test_ragged_text_and_books_without_the_composer_are_left_to_the_engine() -> None:
    (first,), (second,) = (
        next(paragraphs(pages("<p>One two.</p>", style)))
        for style in (f"{ON} p {{ text-align: start }}", "")
    )
    assert not is_composed(first)
    assert not is_composed(second)


@pytest.mark.parametrize("lead", ["", "letter-spacing: 1px", "margin-left: -2px"])
def test_lines_below_a_first_letter_are_composed(lead: str) -> None:
    """Those beside it are the engine's."""
    letter = "<span style='float: left; font-size: 40px; line-height: 40px'>T</span>"
    text = f"<span style='{lead}'>he water</span> and {' '.join(WORDS * 2)}"
    set_ = pages(f"<p>{letter}{text}</p>")
    _, *own = next(paragraphs(set_))
    composed = [is_composed(line) for line in own]
    beside = composed.index(True)
    assert 1 <= beside < len(own) - 2
    assert all(composed[beside:])
    assert letters(set_) == letters(pages(f"<p>{letter}{text}</p>", ""))
