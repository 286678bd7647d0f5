"""A composition as one Typst document, with page references, notes and running heads.

Typst has no built-in index; this one is built with its queries.
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

_STYLE_MARKUP = {"": "", "emphasis": "_", "strong": "*"}

# Trim, measure and body as in the classic theme.
_SETTINGS = """\
#set document(title: "{title}", author: "The River Survey",
  date: datetime(year: 2026, month: 1, day: 1))
#set page(width: 6in, height: 9in, margin: (inside: 47pt, outside: 70pt, top: 52pt, bottom: 71pt),
  numbering: "i", header: context {{
    let past = query(selector(heading.where(level: 2)).before(here()))
    if past.len() > 0 {{ emph(past.last().body) }}
  }})
#set text(font: "EB Garamond", size: 11pt, lang: "en", hyphenate: true,
  top-edge: .8em, bottom-edge: -.2em) // with the leading, lines stand 15 points apart
#set par(justify: true, leading: 4pt, spacing: 4pt, first-line-indent: 1em)
#set heading(numbering: "1.1")
#set math.equation(numbering: "(1)")
#show heading.where(level: 1): it => {{ pagebreak(to: "odd", weak: true); it }}
#show heading.where(level: 2): it => {{ pagebreak(to: "odd", weak: true); it }}
#show figure.where(kind: table): set figure.caption(position: top)
#let mark(word) = [#word#metadata(word.text)<mark>]
#align(center, text(24pt, title()))
#outline(depth: 3)
"""
_BODY = """\
#pagebreak(to: "odd")
#set page(numbering: "1")
#counter(page).update(1)
"""
_INDEX = """\
#heading(numbering: none)[Index]
#context {
  let marks = query(<mark>)
  let folio(mark) = link(mark.location(), str(counter(page).at(mark.location()).first()))
  for word in marks.map(mark => mark.value).dedup().sorted() {
    let pages = marks.filter(mark => mark.value == word).map(folio).join(", ")
    list.item[#word, #pages]
  }
}
"""


def text(book: Composition) -> str:
    """The whole book."""
    blocks = [_SETTINGS.format(title=book.title), "#heading(numbering: none)[Preface]"]
    blocks += [_block(paragraph) for paragraph in book.preface]
    part = 0
    for chapter in book.chapters:
        if not part:
            blocks.append(_BODY)
        if chapter.part != part:
            part = chapter.part
            blocks.append(f"= {book.parts[part - 1]} <part-{part}>")
        blocks += [_block(block) for block in chapter.blocks]
    return "\n\n".join([*blocks, _INDEX])


def _block(block: Block) -> str:
    match block:
        case Heading(level, name, title):
            return f"{'=' * (level + 1)} {title} <{name}>"
        case Paragraph(inlines):
            return line(inlines, _inline)
        case Table(name, caption, rows):
            return f"#figure(\n  caption: [{caption}],\n{_table(rows)},\n) <{name}>"
        case Figure(name, file, alternative, caption):
            argument = f'alt: "{alternative}", ' if alternative else ""
            image = f'image("images/{file}", {argument}width: 80%)'
            return f"#figure(caption: [{caption}], {image}) <{name}>"
        case ItemList(texts, numbered):
            return "\n".join(f"{'+' if numbered else '-'} {item}" for item in texts)
        case Quotation(text):
            return f"#quote(block: true)[{text}]"
        case Listing(lines):
            return "\n".join(["```python", *lines, "```"])
        case Equation(name, formula):
            arguments = f'alt: "{formula.spoken}", block: true'
            return f"#math.equation({arguments}, $ {formula.typst} $) <{name}>"


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    head, *body = [", ".join(f"[{cell}]" for cell in row) for row in rows]
    lines = ["  table(", f"    columns: {len(rows[0])},", f"    table.header({head}),"]
    return "\n".join([*lines, *(f"    {row}," for row in body), "  )"])


def _inline(inline: Inline) -> str:
    match inline:
        case TextRun(text, style):
            return f"{_STYLE_MARKUP[style]}{text}{_STYLE_MARKUP[style]}"
        case Note(text):
            return f"#footnote[{text}]"
        case Reference(target):
            return f'See @{target}, #ref(<{target}>, form: "page").'
        case IndexMark(term, ""):
            return f"#mark[{term}]"
        case Formula(typst=typst, spoken=spoken):
            return f'#math.equation(alt: "{spoken}", ${typst}$)'
        case ForeignText(text, language):
            return f'#text(lang: "{language}")[{text}]'
    return ""
