"""Random books: trees up to six levels deep with every setting of the numbering.

The book is as `sources` reads it, with sections that are not numbered yet; `settled` numbers it.
Bodies have a few words, notes and cross-references.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from publish.diagnostics import Location, Report
from publish.model.book import Book
from publish.model.metadata import Contributor, Metadata
from publish.model.numerals import Numeral
from publish.model.roles import Matter, Rank, Role
from publish.model.scheme import Numbering, Scheme
from publish.model.section import NumberRequest, Section, walk
from publish.structure import settle
from tests.running import run_context

XHTML = "http://www.w3.org/1999/xhtml"
DEEPEST = 6

# Few, so that they collide; some look like numbers, labels or markup.
TITLES = (
    "Bread", "Bread", "Salt & Water", "Chapter 1", "1.2", "Part I", "I", "The <b> of Things",
    "2. Wine", "On “Quiet” Streets", "麦と水", "Fläche und Raum", "a", "Notes",
)  # fmt: skip
WORDS = "loam reed ember tallow 7 thatch quern osier “hearth” byre, fallow; x<y R&D rökt".split()
# One choice of many is far cheaper to draw than a list of words.
PHRASES = tuple(
    " ".join(WORDS[(first + step * number) % len(WORDS)] for number in range(count))
    for first in range(len(WORDS))
    for step in (1, 3)
    for count in (1, 2, 3, 4)
)
LABELS = ("", "Part {}", "Chapter {}", "§ {}", "第{}章", "{}、", "No. {}:")
PRINTED = ("12a", "7", "IV", "3.2", "C", "99", "B-2", "十二")
LANGUAGES = ("en", "de", "zh", "fr")


@dataclass(frozen=True)
class Shape:
    """Limits of the trees; `latin` restricts them to characters in the fonts of a theme."""

    tops: int = 4
    children: int = 3
    sections: int = 24
    paragraphs: int = 2
    latin: bool = False


def _allowed(shape: Shape, choices: Iterable[str]) -> list[str]:
    """The choices, or only those in the Latin script."""
    return [text for text in choices if not shape.latin or max(text, default="a") < "\u2e80"]


# Strategies are made once: to make one takes longer than to draw from it.
_EITHER = st.booleans()
_PHRASES = st.sampled_from(PHRASES)


@cache
def up_to(most: int) -> st.SearchStrategy[int]:
    return st.integers(0, most)


@cache
def schemes(shape: Shape) -> st.SearchStrategy[Scheme]:
    return st.builds(
        Scheme,
        numeral=st.sampled_from([Numeral(style) for style in _allowed(shape, Numeral)]),
        label=st.sampled_from(_allowed(shape, LABELS)),
        compose=st.booleans(),
        restart=st.booleans(),
        start=st.sampled_from((1, 1, 1, 0, 3, 12)),
    )


@cache
def numberings(shape: Shape) -> st.SearchStrategy[Numbering]:
    return st.builds(
        Numbering,
        schemes=st.fixed_dictionaries({rank: schemes(shape) for rank in Rank}),
        depth=st.integers(1, DEEPEST),
        contents_depth=st.integers(1, DEEPEST),
    )


@cache
def titles(shape: Shape) -> st.SearchStrategy[str]:
    return st.sampled_from(_allowed(shape, TITLES))


@cache
def number_requests(shape: Shape) -> st.SearchStrategy[NumberRequest]:
    """Most sections have no request."""
    plain = st.just(NumberRequest())
    return st.one_of(
        plain, plain, plain, plain,
        st.builds(NumberRequest, numbered=st.booleans()),
        st.builds(NumberRequest, number=st.sampled_from(_allowed(shape, PRINTED))),
        st.builds(NumberRequest, start=st.integers(0, 30)),
    )  # fmt: skip


@st.composite
def books(draw: st.DrawFn, shape: Shape = Shape()) -> Book:
    """A book that is not numbered yet."""
    grower = _Grower(draw, shape)
    sections = (
        *grower.tops(Matter.FRONT, (Role.FOREWORD, Role.PREFACE, Role.DEDICATION), 0, 2),
        *grower.tops(Matter.BODY, (Role.VOLUME, Role.PART, Role.CHAPTER), 1, shape.tops),
        *grower.tops(Matter.BACK, (Role.APPENDIX, Role.CONCLUSION, Role.GLOSSARY), 0, 2),
    )
    _refer(draw, list(walk(sections)))
    return Book(
        name="tree",
        folder=Path("tree"),
        metadata=Metadata(
            title="A Book of Trees",
            language=draw(
                st.sampled_from([tag for tag in LANGUAGES if tag != "zh" or not shape.latin])
            ),
            identifier="urn:uuid:00000000-0000-5000-8000-000000000001",
            modified=datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC),
            authors=(Contributor("The Editors"),),
        ),
        numbering=draw(numberings(shape)),
        sections=sections,
    )


def settled(book: Book) -> Book:
    """The settled book; numbers twice or in titles and accessibility findings are accepted."""
    report = Report()
    result = settle(book, run_context(report))
    assert {d.code for d in report if not d.code.startswith("ACC-")} <= {"NUM-001", "NUM-002"}
    return result


class _Grower:
    """Grows sections, and counts them."""

    def __init__(self, draw: st.DrawFn, shape: Shape) -> None:
        self.draw = draw
        self.shape = shape
        self.grown = 0

    def tops(
        self, matter: Matter, roles: tuple[Role, ...], least: int, most: int
    ) -> tuple[Section, ...]:
        drawn = self.draw(st.lists(st.sampled_from(roles), min_size=least, max_size=most))
        return tuple(self.grow(matter, role, None) for role in drawn)

    def grow(self, matter: Matter, role: Role, above: Section | None) -> Section:
        self.grown += 1
        ranks = {Role.VOLUME: Rank.VOLUME, Role.PART: Rank.PART, Role.APPENDIX: Rank.APPENDIX}
        below = above.rank.child_rank if above else Rank.CHAPTER
        name = f"s{self.grown}"
        opens = above is None or (bool(above.href) and self.draw(_EITHER))
        title = self.draw(titles(self.shape))
        bare = Section(
            id=name,
            role=role,
            matter=matter,
            rank=ranks.get(role, below),
            level=above.level + 1 if above else 1,
            title=title,
            title_markup=marked_up(title),
            body=self.body(),
            location=Location("tree.md", self.grown),
            number_request=self.draw(number_requests(self.shape)),
            href=f"{name}.xhtml" if opens else "",
        )
        return replace(bare, children=self.children(bare))

    def children(self, above: Section) -> tuple[Section, ...]:
        roles = {Role.VOLUME: Role.PART, Role.PART: Role.CHAPTER}
        role = roles.get(above.role, Role.SECTION)
        if above.level == DEEPEST or above.role is Role.DEDICATION:
            return ()
        drawn = self.draw(up_to(self.shape.children))
        room = range(min(drawn, self.shape.sections - self.grown))
        grown = [self.grow(above.matter, role, above) for _ in room if self.has_room()]
        # Sections in the same file precede those with files of their own.
        return tuple(sorted(grown, key=lambda child: bool(child.href)))

    def has_room(self) -> bool:
        return self.grown < self.shape.sections

    def body(self) -> etree._Element:
        """Paragraphs, some of which call a note in the same body."""
        body = _element("div")
        for index in range(self.draw(up_to(self.shape.paragraphs))):
            paragraph = etree.SubElement(body, f"{{{XHTML}}}p")
            paragraph.text = self.phrase() + " "
            if self.draw(_EITHER):
                self.note(body, paragraph, f"n{self.grown}-{index}")
        return body

    def note(self, body: etree._Element, paragraph: etree._Element, label: str) -> None:
        call = etree.SubElement(paragraph, f"{{{XHTML}}}a", {"class": "noteref"})
        call.set("data-note", label)
        call.tail = " " + self.phrase()
        aside = etree.SubElement(body, f"{{{XHTML}}}aside", {"class": "footnote"})
        aside.set("data-note", label)
        etree.SubElement(aside, f"{{{XHTML}}}p").text = self.phrase()

    def phrase(self) -> str:
        return self.draw(_PHRASES)


def marked_up(title: str) -> etree._Element:
    """A title as inline XHTML, its last word emphasised."""
    markup = _element("span")
    start, _, last = title.rpartition(" ")
    markup.text = f"{start} " if start else None
    etree.SubElement(markup, f"{{{XHTML}}}em").text = last
    return markup


def _refer(draw: st.DrawFn, sections: list[Section]) -> None:
    """Add cross-references to some sections."""
    for section in sections:
        if draw(up_to(3)) == 0:
            target = draw(st.sampled_from(sections))
            paragraph = etree.SubElement(section.body, f"{{{XHTML}}}p")
            paragraph.text = "See "
            etree.SubElement(paragraph, f"{{{XHTML}}}a", {"href": f"#{target.id}"}).tail = "."


def _element(tag: str) -> etree._Element:
    return etree.Element(f"{{{XHTML}}}{tag}", nsmap={None: XHTML})
