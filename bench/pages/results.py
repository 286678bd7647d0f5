"""The measures of several books as a table, and the places of what is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from bench.pages.in_lines import LADDER, UNEVEN, LineMeasures
from bench.pages.in_pages import LEVEL, TAIL, PageMeasures
from bench.pages.layout import Layout, Page
from bench.pages.lines import Line
from bench.pages.rivers import LENGTH

Place = Line | Page | tuple[Page, Page]
_LOOSE = (1.25, 1.5, 2)
_TIGHT = 0.85
_WHITE = (1.5, 3, 7)


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the table: what is measured, its value, and where it was found."""

    name: str
    value: str
    places: Sequence[Place] = ()


def measure(layout: Layout) -> list[Measure]:
    """All measures of a book."""
    return [
        *_setting(layout),
        *_in_lines(LineMeasures(layout)),
        *_in_pages(layout, PageMeasures(layout)),
    ]


def measure_text(layout: Layout) -> list[Measure]:
    """The measures of the lines of a book, and of their ends at the ends of pages."""
    return [
        *_setting(layout),
        *_in_lines(LineMeasures(layout)),
        *_at_page_ends(PageMeasures(layout)),
    ]


def _setting(layout: Layout) -> Iterator[Measure]:
    setting = layout.setting
    yield Measure("pages", str(len(layout.pages)))
    yield Measure("text: size and leading", f"{setting.size:g}/{setting.leading:g} pt")
    yield Measure("the face’s word space", f"{setting.space:g} pt")


def _in_lines(lines: LineMeasures) -> Iterator[Measure]:
    count = len(lines.justified)
    yield Measure("justified lines", str(count))
    yield Measure("characters in such a line, on the average", f"{lines.characters:.1f}")
    for times in _LOOSE:
        loose = lines.looser(times)
        shown = loose if times == _LOOSE[-1] else ()
        yield Measure(f"gaps over {times:g} × the face’s space", _percent(len(loose), count), shown)
    tight = len(lines.tighter(_TIGHT))
    yield Measure(f"gaps under {_TIGHT} × that space", _percent(tight, count))
    name = f"lines that differ from the one before by over {UNEVEN:g} of that space"
    uneven = lines.uneven()
    yield Measure(name, _percent(len(uneven), len(lines.neighbours)))
    divided = lines.divided()
    yield Measure("hyphens at the ends of such lines", _percent(len(divided), count))
    yield _count(f"{LADDER} hyphens and more below each other", lines.ladders())
    yield _count(f"rivers through {LENGTH} lines and more", lines.rivers())
    yield _count("lines over the right edge", lines.overfull())
    yield _count("hyphens at the ends of pages", lines.divided_at_page_ends())
    yield _count("of these at the turn of a leaf", lines.divided_at_leaf_ends())
    yield _count("lines of one word inside a paragraph", lines.one_word())
    yield _count("last lines with only the end of a divided word", lines.stubs())
    yield _count("last lines under two ems", lines.short_ends())


def _in_pages(layout: Layout, pages: PageMeasures) -> Iterator[Measure]:
    level = pages.level()
    apart = [pair for pair in pages.spreads if pair not in level]
    name = f"spreads of text that stand level to {LEVEL} pt"
    yield Measure(name, _of(len(level), len(pages.spreads)), apart)
    yield Measure("lines of the text on one grid", f"{100 * pages.grid_share:.1f} %")
    begun, off = pages.begun_before(), pages.off_head()
    name = "pages that go on with a first line at one height"
    yield Measure(name, _of(len(begun) - len(off), len(begun)), off)
    going_on = pages.going_on()
    white = mean(map(pages.white, going_on)) if going_on else 0
    yield Measure("empty lines on pages that go on overleaf, on the average", f"{white:.1f}")
    for lines in _WHITE:
        short = pages.short(lines)
        yield Measure(f"of these with over {lines:g}", _of(len(short), len(going_on)), short)
    yield _count(f"last pages of up to {TAIL} lines", pages.tails())
    yield _count("blank pages", pages.blanks())
    yield from _at_page_ends(pages)


def _at_page_ends(pages: PageMeasures) -> Iterator[Measure]:
    yield _count("widows", pages.widows())
    yield _count("orphans", pages.orphans())


def _count(name: str, places: Sequence[Place]) -> Measure:
    return Measure(name, str(len(places)), places)


def _percent(count: int, whole: int) -> str:
    return f"{100 * count / whole:.1f} %" if whole else "–"


def _of(count: int, whole: int) -> str:
    return f"{count} of {whole}"


def table(books: Mapping[str, Sequence[Measure]]) -> str:
    """The measures as a table of Markdown, with a column for each book."""
    head = f"| | {' | '.join(books)} |\n|:--|{'--:|' * len(books)}\n"
    rows = zip(*books.values(), strict=True)
    return head + "".join(
        f"| {row[0].name} | {' | '.join(each.value for each in row)} |\n" for row in rows
    )


def places(measures: Iterable[Measure]) -> Iterator[str]:
    """A line for each place, with the number of the page in the file, from 1."""
    for each in measures:
        if each.places:
            yield f"\n{each.name}: {each.value}"
            yield from (f"  {_place(place)}" for place in each.places)


def _place(place: Place) -> str:
    if isinstance(place, Line):
        return f"page {place.page + 1}: {place.text}"
    if isinstance(place, Page):
        first = place.lines[0].text if place.lines else ""
        return f"page {place.number + 1}: {first}".rstrip(" :")
    return f"pages {place[0].number + 1} and {place[1].number + 1}"
