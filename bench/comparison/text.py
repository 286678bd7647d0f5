"""The text for all tools, and the elements that a product has to contain.

It is the smallest book of the bench, with passages in two more languages. Texts that differ between
tools (numbers, references, calls of notes, formulas) are gaps between the runs of words that have
to be the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bench import book
from bench.blocks import (
    Block,
    Composition,
    Equation,
    Figure,
    ForeignText,
    Formula,
    Heading,
    IndexMark,
    Inline,
    ItemList,
    Note,
    Paragraph,
    Quotation,
    Reference,
    Table,
    TextRun,
)

Tokens = tuple[str, ...]

_PAGES = 50
_PASSAGES = (
    ForeignText("Wer den Fluss kennt, der wartet auf das Wasser.", "de"),
    ForeignText("La rivière ne répond à personne, et personne ne la presse.", "fr"),
)
_WORD = re.compile(r"\w+")


def compose() -> Composition:
    """The text, with a passage in another language at the end of each chapter."""
    plain = book.compose(_PAGES)
    chapters = tuple(
        replace(
            chapter,
            blocks=(
                *chapter.blocks,
                Paragraph((TextRun("On the last stone is written:"), passage)),
            ),
        )
        for chapter, passage in zip(plain.chapters, _PASSAGES, strict=True)
    )
    return replace(plain, chapters=chapters)


def undescribed(text: Composition) -> Composition:
    """The text without the alternative text of its first figure."""
    first, *others = text.chapters
    at = next(n for n, block in enumerate(first.blocks) if isinstance(block, Figure))
    figure = first.blocks[at]
    assert isinstance(figure, Figure)
    blocks = (*first.blocks[:at], replace(figure, alternative=""), *first.blocks[at + 1 :])
    return replace(text, chapters=(replace(first, blocks=blocks), *others))


def tokens(text: str) -> Tokens:
    """The words and numbers of a text, case-folded and without formatting characters."""
    shown = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", shown).casefold()))


@dataclass(frozen=True, slots=True)
class ExpectedElement:
    """A required element of a product: its kind, its runs of words, and the gaps around them.

    `gaps` has one item more than `runs`; `level` is that of a heading, with parts on the first.
    """

    kind: str
    runs: tuple[str, ...]
    gaps: tuple[tuple[Inline, ...], ...] = ()
    level: int = 0


def expected_elements(text: Composition) -> Iterator[ExpectedElement]:
    """All elements of the text, in its order; a note comes after its paragraph."""
    yield ExpectedElement("H", ("Preface",), level=1)
    for paragraph in text.preface:
        yield from _paragraph(paragraph)
    part = 0
    for chapter in text.chapters:
        if chapter.part != part:
            part = chapter.part
            yield ExpectedElement("H", (text.parts[part - 1],), level=1)
        for block in chapter.blocks:
            yield from _block_elements(block)


def _plain(kind: str, *texts: str) -> ExpectedElement:
    return ExpectedElement(kind, texts)


def _block_elements(block: Block) -> Iterator[ExpectedElement]:
    match block:
        case Heading(level, _, title):
            yield ExpectedElement("H", (title,), level=level + 1)
        case Paragraph():
            yield from _paragraph(block)
        case Table(caption=caption, rows=rows):
            yield _plain("Caption", caption)
            yield _plain("Table", *(" ".join(row) for row in rows))
            yield from (_plain("TR", " ".join(row)) for row in rows)
            yield from (_plain("TH", cell) for cell in rows[0])
            yield from (_plain("TD", cell) for row in rows[1:] for cell in row)
        case Figure(alternative=alternative, caption=caption):
            yield _plain("Figure", alternative)
            yield _plain("Caption", caption)
        case ItemList(texts):
            yield _plain("L", *texts)
            yield from (_plain("LI", item) for item in texts)
        case Quotation(text):
            yield _plain("BlockQuote", text)
        case Equation():
            yield ExpectedElement("Formula", ())


def _paragraph(paragraph: Paragraph) -> Iterator[ExpectedElement]:
    runs: list[str] = []
    gaps: list[tuple[Inline, ...]] = [()]
    for inline in paragraph.inlines:
        match inline:
            case TextRun(text) | ForeignText(text) | IndexMark(text, ""):
                if gaps[-1] or not runs:
                    runs.append("")
                    gaps.append(())
                runs[-1] += f" {text}"
            case Note() | Reference() | Formula():
                gaps[-1] = (*gaps[-1], inline)
    yield ExpectedElement("P", tuple(runs), tuple(gaps))
    for inline in paragraph.inlines:
        if isinstance(inline, Note):
            yield _plain("Note", inline.text)
        elif isinstance(inline, Formula):
            yield ExpectedElement("Formula", ())


def passages(text: Composition) -> list[str]:
    """The runs of words in order, without the notes, which tools put in different places."""
    words_of_kinds = ("H", "P", "Caption", "TR", "LI", "BlockQuote")
    return [
        run
        for expected in expected_elements(text)
        if expected.kind in words_of_kinds
        for run in expected.runs
    ]


def notes(text: Composition) -> list[str]:
    """The words of each note."""
    return [expected.runs[0] for expected in expected_elements(text) if expected.kind == "Note"]


def languages(text: Composition) -> list[str]:
    """The language of each passage in another language."""
    inlines = (
        inline
        for chapter in text.chapters
        for block in chapter.blocks
        if isinstance(block, Paragraph)
        for inline in block.inlines
    )
    return [inline.language for inline in inlines if isinstance(inline, ForeignText)]


def targets(text: Composition) -> dict[str, str]:
    """The title or caption of each target of references."""
    titles: dict[str, str] = {}
    for chapter in text.chapters:
        for block in chapter.blocks:
            match block:
                case Heading(name=name, title=title):
                    titles[name] = title
                case Table(name, caption) | Figure(name, caption=caption):
                    titles[name] = caption
    return titles
