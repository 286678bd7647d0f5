"""A composition as one Markdown file in pandoc's own dialect.

pandoc words no references and makes no index: a reference names its target's title, a mark is text.
"""

from __future__ import annotations

from bench.pieces import (
    Block,
    Composition,
    Display,
    Figure,
    Formula,
    Heading,
    Inline,
    Items,
    Listing,
    Mark,
    Note,
    Paragraph,
    Quotation,
    Reference,
    Table,
    Words,
)
from bench.writers import line
from bench.writers.manuscript import VOICES, items, table


def text(book: Composition) -> str:
    """The whole book."""
    blocks = [
        f'---\ntitle: "{book.title}"\nauthor: The River Survey\nlang: en\ndate: 2026-01-01\n---'
    ]
    blocks += ["# Preface {.unnumbered}"]
    blocks += [_block(paragraph) for paragraph in book.preface]
    part = 0
    for chapter in book.chapters:
        if chapter.part != part:
            part = chapter.part
            blocks.append(f"# {book.parts[part - 1]} {{#part-{part}}}")
        blocks += [_block(block) for block in chapter.blocks]
    return "\n\n".join(blocks) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(level, name, title):
            return f"{'#' * (level + 1)} {title} {{#{name}}}"
        case Paragraph(inlines):
            return line(inlines, _inline)
        case Table(name, caption, rows):
            return f"{table(rows)}\n\n: {caption} {{#{name}}}"
        case Figure(name, file, alternative, caption):
            return f'![{caption}](images/{file}){{#{name} alt="{alternative}"}}'
        case Items(texts, numbered):
            return items(texts, numbered)
        case Quotation(said):
            return f"> {said}"
        case Listing(lines):
            return "\n".join(["```python", *lines, "```"])
        case Display(_, formula):
            return f"$${formula.latex}$$"


def _inline(inline: Inline) -> str:
    match inline:
        case Words(text, voice):
            return f"{VOICES[voice]}{text}{VOICES[voice]}"
        case Note(text):
            return f"^[{text}]"
        case Reference(target):
            return f"See [there](#{target})."
        case Mark(term, ""):
            return term
        case Formula(latex):
            return f"${latex}$"
    return ""
