"""Plans the sections of the book from the recovered headings: nesting, roles and numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from publish.importers.bookfolder.heading_names import BACK_ROLES, FRONT_ROLES, role_of_heading
from publish.importers.plaintext.divisions import appendix_names
from publish.importers.plaintext.elements import Blocks, blocks_of
from publish.importers.plaintext.headings import Heading
from publish.importers.plaintext.markers import MarkerReading
from publish.importers.plaintext.notes import place_notes
from publish.importers.plaintext.planned import BookPlan, PlannedSection
from publish.importers.plaintext.recovery import Recovery
from publish.importers.plaintext.schemes import level_ranks, level_schemes
from publish.importers.plaintext.section_numbers import NumberAssigner
from publish.model.roles import Matter, Rank, Role

_ROLE_OF_RANK = {Rank.VOLUME: Role.VOLUME, Rank.PART: Role.PART, Rank.CHAPTER: Role.CHAPTER}
# Catalogues put titles that are not in the source in brackets (ISBD A.8).
_UNTITLED_PART = {"de": "[Teil ohne Titel]", "zh": "[无题部分]"}
_UNTITLED = {"de": "Ohne Titel", "zh": "无题"}
_OPENING_WORDS = 14


def plan_book(
    recovery: Recovery, title: str | None = None, container_titles: Sequence[str] | None = None
) -> BookPlan:
    """The plan of a recovered text.

    `title` is the editor's title of the book, None leaves it to the importer. `container_titles`
    are the editor's titles of the sections around a text without headings: none, one or two from
    the outermost; None leaves them to the importer.
    """
    preamble, *texts = _texts(recovery)
    supplied = title is None and recovery.passages.title_page.title is None
    title = title or recovery.passages.title_page.title or _opening_words(recovery)
    by_depth = level_schemes(recovery.headings)
    if not recovery.headings:
        section = _without_headings(recovery, preamble, title, container_titles)
        return BookPlan(title, supplied, (section,), by_depth)
    tops = _nest(recovery.headings, texts, level_ranks(recovery.headings))
    _assign_matter(tops)
    NumberAssigner(by_depth).assign(tops, None, depth=1)
    _mark_truncated(tops)
    foreword = [_foreword(recovery, preamble)] if recovery.preamble else []
    tops = [section for section in tops if not _is_emptied(section)]
    order = list(Matter)
    sections = sorted([*foreword, *tops], key=lambda section: order.index(section.matter))
    return BookPlan(title, supplied, tuple(sections), by_depth)


def _opening_words(recovery: Recovery) -> str:
    """A title from the first sentence, as catalogues give to a text without one."""
    first = next((f.title for f in recovery.headings), None)
    text = recovery.preamble[0].text if recovery.preamble else first or ""
    sentence = text.split(". ")[0].split("。")[0].rstrip(".:;, ")
    words = sentence.split()
    if len(words) > _OPENING_WORDS:
        return " ".join(words[:_OPENING_WORDS]) + " …"
    return sentence[:120] or _UNTITLED.get(recovery.passages.language, "Untitled")


def _texts(recovery: Recovery) -> list[Blocks]:
    """The blocks before the first heading, and those below each heading."""
    paragraphs = [recovery.preamble, *(heading.paragraphs for heading in recovery.headings)]
    return [blocks_of(each, wrapped=recovery.passages.wrapped) for each in place_notes(paragraphs)]


def _is_emptied(section: PlannedSection) -> bool:
    """Whether all of a section was notes, which are now where they are called."""
    heading = section.heading
    had_text = heading is not None and bool(heading.paragraphs)
    return had_text and not section.blocks and not section.children


def _foreword(recovery: Recovery, blocks: Blocks) -> PlannedSection:
    return PlannedSection(
        None,
        Role.FOREWORD,
        Matter.FRONT,
        line=recovery.preamble[0].line,
        blocks=blocks,
        supplied=True,
    )


def _without_headings(
    recovery: Recovery, blocks: Blocks, title: str, container_titles: Sequence[str] | None
) -> PlannedSection:
    """A text without headings as one chapter; with run-in headings as a chapter in a part.

    Run-in headings are below the sections of a chapter in works with parts, so that such a text is
    an excerpt whose two outer levels are missing. Both are supplied, with titles in brackets for
    the editor to change or to delete.
    """
    run_ins = any(paragraph.run_in for paragraph in recovery.preamble)
    if container_titles is None:
        untitled = _UNTITLED_PART.get(recovery.passages.language, "[Untitled part]")
        container_titles = [untitled, f"[{title}]"] if run_ins else [title]
    *part_titles, chapter_title = container_titles or [title]
    line = recovery.preamble[0].line if recovery.preamble else 1
    section = PlannedSection(
        chapter_title,
        Role.CHAPTER,
        Matter.BODY,
        line=line,
        blocks=blocks,
        supplied=True,
    )
    for part_title in reversed(part_titles):
        part = PlannedSection(part_title, Role.PART, Matter.BODY, line=line, supplied=True)
        part.children.append(section)
        section = part
    return section


def _nest(
    headings: Sequence[Heading], texts: Sequence[Blocks], rank_of: Mapping[int, Rank]
) -> list[PlannedSection]:
    tops: list[PlannedSection] = []
    open_: list[PlannedSection] = []
    for heading, blocks in zip(headings, texts, strict=True):
        section = PlannedSection(
            heading.title if heading.has_title else None,
            _ROLE_OF_RANK.get(rank_of[heading.depth], Role.SECTION),
            Matter.BODY,
            line=heading.line,
            heading=heading,
            blocks=blocks,
            missing=heading.missing,
            numbered=heading.value is not None,
        )
        del open_[heading.depth - 1 :]
        (open_[-1].children if open_ else tops).append(section)
        open_.append(section)
    return tops


def _assign_matter(tops: Sequence[PlannedSection]) -> None:
    """Named sections before the first number are front matter, after the last one back matter."""
    _take_appendices(tops)
    numbered = [i for i, section in enumerate(tops) if section.numbered]
    first = numbered[0] if numbered else len(tops)
    last = numbered[-1] if numbered else -1
    for i, section in enumerate(tops):
        if section.numbered or section.role is Role.APPENDIX:
            continue
        name = role_of_heading(section.title or "")
        if name == Role.SECTION and i < first and numbered:
            name = Role.PREFACE  # an abstract
        if name in FRONT_ROLES and i < first and (numbered or i == 0):
            section.role, section.matter = Role(name), Matter.FRONT
        elif name in BACK_ROLES and i > last and (numbered or i == len(tops) - 1):
            section.role, section.matter = Role(name), Matter.BACK
        elif not section.children:
            section.role = Role.CHAPTER
    _keep_body_contiguous(tops)


def _take_appendices(tops: Sequence[PlannedSection]) -> None:
    """Make the last numbered sections appendices if these have a name or letters of their own: the
    book counts them itself."""
    styles = Counter(reading.style for section in tops if (reading := _reading(section)))
    usual = max(styles, key=lambda style: styles[style], default="")
    for section in reversed([section for section in tops if section.numbered]):
        reading = _reading(section)
        if reading is None or reading.style == usual or not _is_of_appendix(reading):
            return
        section.role, section.matter, section.numbered = Role.APPENDIX, Matter.BACK, False


def _reading(section: PlannedSection) -> MarkerReading | None:
    return section.heading.reading if section.heading else None


def _is_of_appendix(reading: MarkerReading) -> bool:
    return reading.style in appendix_names() or (reading.script == "A" and not reading.word)


def _keep_body_contiguous(tops: Sequence[PlannedSection]) -> None:
    """Sections between sections of the body belong to the body, too."""
    body = [i for i, section in enumerate(tops) if section.matter is Matter.BODY]
    for i, section in enumerate(tops):
        inside = bool(body) and body[0] < i < body[-1]
        if inside and section.matter is not Matter.BODY:
            section.role, section.matter = Role.CHAPTER, Matter.BODY


def _mark_truncated(tops: Sequence[PlannedSection]) -> None:
    """Mark the last section as missing if it has no text: the copy breaks off there."""
    present = [section for top in tops for section in top.walk() if not section.missing]
    if present and not present[-1].blocks and not present[-1].children:
        present[-1].missing = True
