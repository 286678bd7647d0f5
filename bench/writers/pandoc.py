"""A composition as one Markdown file in pandoc's dialect.

pandoc generates neither reference texts nor an index: a reference has the title of its target, an
index mark is text. The alternative text of a formula is in a span around it, since pandoc has no
other place for it.
"""

from __future__ import annotations

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
    Listing,
    Note,
    Paragraph,
    Quotation,
    Reference,
    Table,
    TextRun,
)
from bench.writers import line
from bench.writers.manuscript import STYLE_MARKUP, items, table


def text(book: Composition) -> str:
    """The whole book."""
    blocks = [
        f'---\ntitle: "{book.title}"\nauthor: The River Survey\nlang: en\ndate: 2026-01-01\n---'
    ]
    blocks += ["# Preface {.unnumbered}"]
    text = _Text(book)
    blocks += [text.block(paragraph) for paragraph in book.preface]
    part = 0
    for chapter in book.chapters:
        if chapter.part != part:
            part = chapter.part
            blocks.append(f"# {book.parts[part - 1]} {{#part-{part}}}")
        blocks += [text.block(block) for block in chapter.blocks]
    return "\n\n".join(blocks) + "\n"


class _Text:
    """The text of a book, with the titles for its references."""

    def __init__(self, book: Composition) -> None:
        blocks = (block for chapter in book.chapters for block in chapter.blocks)
        self._titles = {block.name: _title(block) for block in blocks if hasattr(block, "name")}

    def block(self, block: Block) -> str:
        match block:
            case Heading(level, name, title):
                return f"{'#' * (level + 1)} {title} {{#{name}}}"
            case Paragraph(inlines):
                return line(inlines, self.inline)
            case Table(name, caption, rows):
                return f"{table(rows)}\n\n: {caption} {{#{name}}}"
            case Figure(name, file, alternative, caption):
                attribute = f' alt="{alternative}"' if alternative else ""
                return f"![{caption}](images/{file}){{#{name}{attribute}}}"
            case ItemList(texts, numbered):
                return items(texts, numbered)
            case Quotation(text):
                return f"> {text}"
            case Listing(lines):
                return "\n".join(["```python", *lines, "```"])
            case Equation(_, formula):
                return f'[$${formula.latex}$$]{{said="{formula.spoken}"}}'

    def inline(self, inline: Inline) -> str:
        match inline:
            case TextRun(text, style):
                return f"{STYLE_MARKUP[style]}{text}{STYLE_MARKUP[style]}"
            case Note(text):
                return f"^[{text}]"
            case Reference(target):
                return f"See [{self._titles[target]}](#{target})."
            case IndexMark(term, ""):
                return term
            case Formula(latex, spoken=spoken):
                return f'[${latex}$]{{said="{spoken}"}}'
            case ForeignText(text, language):
                return f"[{text}]{{lang={language}}}"
        return ""


def _title(block: Block) -> str:
    match block:
        case Heading(title=title):
            return title
        case Figure(caption=caption) | Table(caption=caption):
            return caption
    return ""
