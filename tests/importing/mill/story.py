"""The text that is written in the notation of each dialect: its outline, words, references, notes.

A section refers to the one seven places after it; every third one has a note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple


class Section(NamedTuple):
    """A section: its level (0 a part, 1 a chapter), name, title, and words."""

    level: int
    name: str
    title: str
    words: str = ""


_TEXT = """
0 water Water
1 site The Site | A mill wants a creek that fills twice a day, and a road that does not.
2 creek The Creek | The creek is narrow at its mouth, so that a short dam is enough.
2 ground The Ground | Under the mud there is clay, and under the clay the piles find gravel.
2 rights Rights of Water | Who may hold the tide was settled in three letters and one lawsuit.
1 dam The Dam | The dam is a bank of clay between two walls of oak.
2 piles Piles | Each pile was driven by four men until nine blows moved it less than a thumb.
2 gates The Gates | The gates open by themselves when the flood comes, and the ebb shuts them.
2 leaks Leaks | A leak is found by sawdust on the water and stopped with wool and tar.
1 pond The Pond | The pond holds what six hours of the mill need and a little more.
2 depth Depth | It is as deep as a man with a raised arm.
2 silt Silt | Every second winter the silt is carted to the fields.
2 fish Fish | Eels come with the flood, and the miller counts them as his own.
0 wheel Wheels and Stones
1 wheels The Wheels | There are two undershot wheels, which turn on the ebb alone.
2 paddles Paddles | The paddles are elm, which does not mind being wet.
2 shaft The Shaft | The shaft was a ship before, and its bolts are still in it.
2 bearings Bearings | Iron runs in brass here, and both run in tallow.
1 stones The Stones | The stones came by barge from the east and were never sent back.
2 dressing Dressing | They are dressed by night, when the tide is of no use.
2 feed The Feed | Grain falls through the eye as fast as the damsel shakes the shoe.
2 flour Flour | What leaves the stones is warm, and smells of hay.
1 work The Work | The miller keeps the hours of the moon, and so does his household.
2 hours Hours | The mill works two spells of five hours, each day fifty minutes later.
2 wages Wages | A boy was paid in flour, a man in flour and money.
2 repairs Repairs | Whatever is of wood lasts eleven years, if it is below the water for ever.
1 upkeep The Upkeep | A mill that stands for a year is harder to start than a new one.
2 boards Boards | Two boards lie ready under the bridge, because one is never enough.
2 ropes Ropes | The ropes are turned end for end at midsummer.
2 ledger The Ledger | What was mended, and with what, is written down on the same day.
"""
_FIRST = Section(1, "preface", "Preface", "This is how the old mill at the creek was built again.")
_APPENDICES = (
    Section(1, "measures", "Measures", "All lengths are in feet of the county."),
    Section(1, "accounts", "Accounts", "The sums are those of the first year."),
)


def _section(line: str) -> Section:
    head, _, words = line.partition(" | ")
    level, name, title = head.split(" ", 2)
    return Section(int(level), f"sec-{name}", title, words)


PREFACE = _FIRST._replace(name="sec-preface")
BODY = tuple(map(_section, _TEXT.strip().splitlines()))
APPENDICES = tuple(each._replace(name=f"sec-{each.name}") for each in _APPENDICES)
SECTIONS = (PREFACE, *BODY, *APPENDICES)
_WITH_WORDS = [each for each in SECTIONS if each.words]
TITLES = {each.name: each.title for each in SECTIONS}


class Notation(NamedTuple):
    """How a dialect writes headings, references by name and title, notes by number and words."""

    heading: Callable[[Section], str]
    reference: Callable[[str, str], str]
    note: Callable[[int, str], tuple[str, str]]


def passage(section: Section, notation: Notation, idioms: str = "") -> str:
    """A section in a dialect: its heading, its words with a reference and a note, its idioms."""
    blocks = [notation.heading(section)]
    if section.words:
        at = _WITH_WORDS.index(section)
        other = _WITH_WORDS[(at + 7) % len(_WITH_WORDS)]
        words = f"{section.words} See {notation.reference(other.name, other.title)}"
        definition = ""
        if at % 3 == 0:
            call, definition = notation.note(at, f"So it is said of {section.title.lower()}.")
            words += call
        blocks += [f"{words}.", definition]
    return "\n\n".join(filter(None, (*blocks, idioms.strip("\n")))) + "\n"


def chapters() -> Iterator[tuple[Section, list[Section]]]:
    """Each part and chapter with the sections below it, which share its file."""
    groups: list[tuple[Section, list[Section]]] = []
    for section in SECTIONS:
        if section.level < 2:
            groups.append((section, []))
        else:
            groups[-1][1].append(section)
    yield from groups


DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60" width="90" height="60">'
    '<path d="M5 55h80V30L45 5 5 30z"/></svg>'
)
WORKS = """@book{hollin,
  author = {Hollin, Ada},
  title = {Mills of the Ebb},
  publisher = {Reck},
  year = 1987
}
@article{reck1990,
  author = {Reck, Jonas},
  title = {On Oak under Water},
  journal = {The Wheelwright},
  year = 1990,
  pages = {3--9}
}
"""
