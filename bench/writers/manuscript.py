"""A composition as a book folder: `book.toml` and one Markdown file for each chapter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

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

STYLE_MARKUP = {"": "", "emphasis": "*", "strong": "**"}


def write(book: Composition, folder: Path) -> None:
    """Write the manifest and the texts; the images exist already."""
    (folder / "book.toml").write_text("\n".join(_manifest(book)), encoding="utf-8")
    preface = [f"{line(paragraph.inlines, _Text().inline)}\n" for paragraph in book.preface]
    (folder / "preface.md").write_text("\n".join(preface), encoding="utf-8")
    for chapter in book.chapters:
        text = _Text()
        blocks = [text.block(block) for block in chapter.blocks]
        notes = [f"[^{number}]: {note}" for number, note in enumerate(text.notes, 1)]
        content = "\n\n".join([*blocks, *notes]) + "\n"
        (folder / f"{chapter.name}.md").write_text(content, encoding="utf-8")


def _manifest(book: Composition) -> Iterator[str]:
    yield from ("[book]", f'title = "{book.title}"', 'authors = ["The River Survey"]')
    yield from ('language = "en"', "date = 2026-01-01", "", "[structure]")
    yield from ('frontmatter = ["preface.md"]', 'backmatter = [{ role = "index" }]', "")
    for number, title in enumerate(book.parts, 1):
        files = [f"{chapter.name}.md" for chapter in book.chapters if chapter.part == number]
        names = ", ".join(f'"{file}"' for file in files)
        yield from ("[[structure.bodymatter]]", f'id = "part-{number}"', f'title = "{title}"')
        yield from ('role = "part"', f"sections = [{names}]", "")
    yield from ("[numbering]", "depth = 4", "contents-depth = 3", "")
    for name in ("epub", "pdf", "web"):
        yield from (f"[editions.{name}]", f'format = "{name}"', "")
    # A printer that binds the longest of the books.
    yield from ("[editions.print]", 'format = "print"', 'printer = "ingramspark"', "")


class _Text:
    """The text of one file, which collects its notes."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def block(self, block: Block) -> str:
        match block:
            case Heading(level, name, title):
                return f"{'#' * level} {title} {{#{name}}}"
            case Paragraph(inlines):
                return line(inlines, self.inline)
            case Table(name, caption, rows):
                return f"{table(rows)}\n\nTable: {caption} {{#{name}}}"
            case Figure(name, file, alternative, caption):
                return f'![{alternative}](images/{file} "{caption}"){{#{name}}}'
            case ItemList(texts, numbered):
                return items(texts, numbered)
            case Quotation(text):
                return f"> {text}"
            case Listing(lines):
                return "\n".join(["```python", *lines, "```"])
            case Equation(name, formula):
                return f"$$ {formula.latex} $$ {{#{name}}}"

    def inline(self, inline: Inline) -> str:
        match inline:
            case TextRun(text, style):
                return f"{STYLE_MARKUP[style]}{text}{STYLE_MARKUP[style]}"
            case Note(text):
                self.notes.append(text)
                return f"[^{len(self.notes)}]"
            case Reference(target):
                return f"See [](#{target}), [](#{target}){{.page}}."
            case IndexMark(term, ""):
                return f"[{term}]{{.index}}"
            case IndexMark(term, edge):
                return f'[]{{index="{term}" range="{edge}"}}'
            case Formula(latex):
                return f"${latex}$"
            case ForeignText(text, language):
                return f"[{text}]{{lang={language}}}"


def table(rows: tuple[tuple[str, ...], ...]) -> str:
    """A table with the rule below its header row."""
    head, *body = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([head, "|:--" + "|--:" * (len(rows[0]) - 1) + "|", *body])


def items(texts: tuple[str, ...], numbered: bool) -> str:
    """A list, each item on a line."""
    markers = (f"{number}." if numbered else "-" for number in range(1, len(texts) + 1))
    return "\n".join(f"{marker} {text}" for marker, text in zip(markers, texts, strict=True))
