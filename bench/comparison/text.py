"""The text that all peers are given, and what a product has to hold of it.

It is the smallest book of the bench, with passages in two more languages. What each peer words in
its own way (numbers, references, calls of notes, formulas) is a hole between the runs of words that
must come out as they stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bench import book
from bench.pieces import (
    Block,
    Composition,
    Display,
    Figure,
    Foreign,
    Formula,
    Heading,
    Inline,
    Items,
    Mark,
    Note,
    Paragraph,
    Quotation,
    Reference,
    Table,
    Words,
)

Tokens = tuple[str, ...]

_PAGES = 50
_PASSAGES = (
    Foreign("Wer den Fluss kennt, der wartet auf das Wasser.", "de"),
    Foreign("La rivière ne répond à personne, et personne ne la presse.", "fr"),
)
_WORD = re.compile(r"\w+")


def compose() -> Composition:
    """The text, with a passage in another language at the end of each chapter."""
    plain = book.compose(_PAGES)
    chapters = tuple(
        replace(
            chapter,
            blocks=(*chapter.blocks, Paragraph((Words("On the last stone is written:"), passage))),
        )
        for chapter, passage in zip(plain.chapters, _PASSAGES, strict=True)
    )
    return replace(plain, chapters=chapters)


def undescribed(text: Composition) -> Composition:
    """The text when its first figure has lost its alternative text."""
    first, *others = text.chapters
    at = next(n for n, block in enumerate(first.blocks) if isinstance(block, Figure))
    figure = first.blocks[at]
    assert isinstance(figure, Figure)
    blocks = (*first.blocks[:at], replace(figure, alternative=""), *first.blocks[at + 1 :])
    return replace(text, chapters=(replace(first, blocks=blocks), *others))


def tokens(text: str) -> Tokens:
    """The words and figures of a text, without case and without signs of how it is set."""
    shown = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", shown).casefold()))


@dataclass(frozen=True, slots=True)
class Thing:
    """What has to stand in a product as one element of its kind: runs of words, and the holes.

    `holes` are what stands between and around the runs, one more than there are runs; `level` is
    that of a heading, with parts on the first.
    """

    kind: str
    runs: tuple[str, ...]
    holes: tuple[tuple[Inline, ...], ...] = ()
    level: int = 0


def things(text: Composition) -> Iterator[Thing]:
    """All things of the text, in its order; the words of a note come after its paragraph."""
    yield Thing("H", ("Preface",), level=1)
    for paragraph in text.preface:
        yield from _paragraph(paragraph)
    part = 0
    for chapter in text.chapters:
        if chapter.part != part:
            part = chapter.part
            yield Thing("H", (text.parts[part - 1],), level=1)
        for block in chapter.blocks:
            yield from _things(block)


def _plain(kind: str, *texts: str) -> Thing:
    return Thing(kind, texts)


def _things(block: Block) -> Iterator[Thing]:
    match block:
        case Heading(level, _, title):
            yield Thing("H", (title,), level=level + 1)
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
        case Items(texts):
            yield _plain("L", *texts)
            yield from (_plain("LI", item) for item in texts)
        case Quotation(said):
            yield _plain("BlockQuote", said)
        case Display():
            yield Thing("Formula", ())


def _paragraph(paragraph: Paragraph) -> Iterator[Thing]:
    runs: list[str] = []
    holes: list[tuple[Inline, ...]] = [()]
    for inline in paragraph.inlines:
        match inline:
            case Words(text) | Foreign(text) | Mark(text, ""):
                if holes[-1] or not runs:
                    runs.append("")
                    holes.append(())
                runs[-1] += f" {text}"
            case Note() | Reference() | Formula():
                holes[-1] = (*holes[-1], inline)
    yield Thing("P", tuple(runs), tuple(holes))
    for inline in paragraph.inlines:
        if isinstance(inline, Note):
            yield _plain("Note", inline.text)
        elif isinstance(inline, Formula):
            yield Thing("Formula", ())


def passages(text: Composition) -> list[str]:
    """The runs of words of the text in its order, without its notes, which peers put elsewhere."""
    told = ("H", "P", "Caption", "TR", "LI", "BlockQuote")
    return [run for thing in things(text) if thing.kind in told for run in thing.runs]


def notes(text: Composition) -> list[str]:
    """The words of each note."""
    return [thing.runs[0] for thing in things(text) if thing.kind == "Note"]


def languages(text: Composition) -> list[str]:
    """The language of each passage that is not in that of the book."""
    inlines = (
        inline
        for chapter in text.chapters
        for block in chapter.blocks
        if isinstance(block, Paragraph)
        for inline in block.inlines
    )
    return [inline.language for inline in inlines if isinstance(inline, Foreign)]


def targets(text: Composition) -> dict[str, str]:
    """The words that name what a reference leads to: a title or a caption."""
    found: dict[str, str] = {}
    for chapter in text.chapters:
        for block in chapter.blocks:
            match block:
                case Heading(name=name, title=title):
                    found[name] = title
                case Table(name, caption) | Figure(name, caption=caption):
                    found[name] = caption
    return found
