"""A composition as a Sphinx project: `conf.py` and one reStructuredText file for each chapter.

The language of a passage is marked in HTML, since reStructuredText has no markup for it; a part is
the caption of its list of chapters. Index passages are left out: Sphinx has no place for their
edges in a paragraph.
"""

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
from bench.writers.manuscript import STYLE_MARKUP

_RULES = {1: "=", 2: "-", 3: "~"}
_CONF = """\
project = "{title}"
author = "The River Survey"
copyright = "The River Survey"
version = release = "1"
language = "en"
extensions = ["sphinx.ext.imgmath", "sphinx_simplepdf"]
numfig = True
rst_prolog = ".. role:: html(raw)\\n   :format: html\\n"
epub_title = "{title}"
epub_author = epub_publisher = "The River Survey"
epub_identifier = epub_uid = "the-slow-river"
epub_scheme = "id"
epub_show_urls = "no"
epub_tocdepth = 3
simplepdf_file_name = "book.pdf"
simplepdf_weasyprint_flags = ["--quiet", "--pdf-variant", "pdf/ua-1"]
"""


def write(book: Composition, folder: Path) -> None:
    """Write the settings and the texts; the images exist already."""
    (folder / "conf.py").write_text(_CONF.format(title=book.title), encoding="utf-8")
    (folder / "index.rst").write_text("\n".join(_root(book)), encoding="utf-8")
    preface = [_heading(1, "Preface"), *(_Text("").block(block) for block in book.preface)]
    (folder / "preface.rst").write_text("\n\n".join(preface) + "\n", encoding="utf-8")
    for chapter in book.chapters:
        text = _Text(chapter.name)
        blocks = [text.block(block) for block in chapter.blocks]
        content = "\n\n".join([*blocks, *text.notes]) + "\n"
        (folder / f"{chapter.name}.rst").write_text(content, encoding="utf-8")


def _root(book: Composition) -> Iterator[str]:
    yield from (_heading(1, book.title), "", ".. toctree::", "", "   preface", "")
    for number, title in enumerate(book.parts, 1):
        yield from (".. toctree::", f"   :caption: {title}", "   :numbered: 3", "")
        yield from (f"   {chapter.name}" for chapter in book.chapters if chapter.part == number)
        yield ""


def _heading(level: int, title: str) -> str:
    return f"{title}\n{_RULES[level] * len(title)}"


class _Text:
    """The text of one file, which collects its notes."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.notes: list[str] = []

    def block(self, block: Block) -> str:
        match block:
            case Heading(level, name, title):
                return f".. _{name}:\n\n{_heading(level, title)}"
            case Paragraph(inlines):
                return line(inlines, self.inline)
            case Table(name, caption, rows):
                return "\n".join(_table(name, caption, rows))
            case Figure(name, file, alternative, caption):
                option = [f"   :alt: {alternative}"] if alternative else []
                lines = [f".. figure:: images/{file}", f"   :name: {name}", *option]
                return "\n".join([*lines, "", f"   {caption}"])
            case ItemList(texts, numbered):
                return "\n".join(f"{'#.' if numbered else '-'} {item}" for item in texts)
            case Quotation(text):
                return f".. epigraph::\n\n   {text}"
            case Listing(lines):
                return "\n".join([".. code-block:: python", "", *(f"   {each}" for each in lines)])
            case Equation(name, formula):
                return f".. math::\n   :label: {name}\n\n   {formula.latex}"

    def inline(self, inline: Inline) -> str:
        match inline:
            case TextRun(text, style):
                return f"{STYLE_MARKUP[style]}{text}{STYLE_MARKUP[style]}"
            case Note(text):
                label = f"#{self._name}-note-{len(self.notes) + 1}"
                self.notes.append(f".. [{label}] {text}")
                return f"\\ [{label}]_"
            case Reference(target):
                return f"See :numref:`{target}`."
            case IndexMark(term, ""):
                return f":index:`{term}`"
            case Formula(latex):
                return f":math:`{latex}`"
            case ForeignText(text, language):
                return f':html:`<span lang="{language}">{text}</span>`'
        return ""


def _table(name: str, caption: str, rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    yield from (f".. list-table:: {caption}", f"   :name: {name}", "   :header-rows: 1", "")
    for row in rows:
        yield from (f"   {'*' if not at else ' '} - {cell}" for at, cell in enumerate(row))
