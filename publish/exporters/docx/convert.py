"""The tree of a book as the tree that pandoc writes as Word has it: styles, fields, bookmarks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from publish.exporters.docx.code_styles import marked_code, told_apart
from publish.exporters.docx.constructs import (
    BLOCK_STYLES,
    BOX,
    DRAMA,
    PROOF_HEADING,
    box_style,
    statement_style,
)
from publish.exporters.docx.context import WordContext
from publish.exporters.docx.inlines import convert_inlines, styled
from publish.exporters.docx.wordml import paragraph, raw, raw_block
from publish.exporters.ledger import LossKind
from publish.exporters.tree.blocks import GENERATED
from publish.exporters.tree.code import NUMBER_LINES
from publish.exporters.tree.nodes import Node, attributes, div, node
from publish.model.markup import BLOCK_TITLE, EQUATION, LABEL, LISTING, REFERENCES

_CAPTION = "caption"
# The space after a table, which keeps two of them apart.
_TABLE_END = raw_block(paragraph("", "TableEnd"))
_STATEMENT = "statement"


def convert_blocks(nodes: Sequence[Node], context: WordContext) -> list[Node]:
    """Blocks with the styles of their constructs."""
    return [new for each in told_apart(nodes) for new in _block(each, context)]


def _block(each: Node, context: WordContext) -> Iterator[Node]:
    yield from _WRITERS.get(each["t"], _as_it_is)(each, context)


def _as_it_is(each: Node, _: WordContext) -> Iterator[Node]:
    yield each


def _paragraph(each: Node, context: WordContext) -> Iterator[Node]:
    pictures = [inline for inline in each["c"] if inline["t"] == "Image"]
    content = node(each["t"], convert_inlines(each["c"], context))
    is_picture = pictures and all(i["t"] in ("Image", "Space") for i in each["c"])
    yield styled("Figure", [content]) if is_picture else content


def _lines(each: Node, context: WordContext) -> Iterator[Node]:
    """A stanza as one paragraph of lines."""
    content: list[Node] = []
    for i, line in enumerate(each["c"]):
        content.extend([node("LineBreak")] if i else [])
        content.extend(convert_inlines(line, context))
    yield styled("Verse", [node("Para", content)])


def _code(each: Node, context: WordContext) -> Iterator[Node]:
    (identifier, classes, _), text = each["c"]
    if NUMBER_LINES in classes:
        context.leave_out(LossKind.LINE_NUMBERS, text)
    yield from _anchor(identifier, context)
    yield marked_code(each)


def _anchor(identifier: str, context: WordContext) -> Iterator[Node]:
    """A paragraph would be seen: the name of a block is a bookmark at the next heading or text."""
    if identifier:
        context.waiting.append(identifier)
    yield from ()


def _quotation(each: Node, context: WordContext) -> Iterator[Node]:
    yield node("BlockQuote", convert_blocks(each["c"], context))


def _list(each: Node, context: WordContext) -> Iterator[Node]:
    items = each["c"] if each["t"] == "BulletList" else each["c"][1]
    converted = [convert_blocks(item, context) for item in items]
    content = converted if each["t"] == "BulletList" else [each["c"][0], converted]
    yield node(each["t"], content)


def _definitions(each: Node, context: WordContext) -> Iterator[Node]:
    if context.is_inside(DRAMA):
        yield from _speeches(each, context)
        return
    content = [
        [convert_inlines(term, context), [convert_blocks(d, context) for d in definitions]]
        for term, definitions in each["c"]
    ]
    yield node("DefinitionList", content)


def _speeches(each: Node, context: WordContext) -> Iterator[Node]:
    for speaker, speeches in each["c"]:
        yield styled("Speaker", [node("Para", convert_inlines(speaker, context))])
        for speech in speeches:
            yield styled("Speech", convert_blocks(speech, context))


def _rule(_: Node, __: WordContext) -> Iterator[Node]:
    yield styled("Scene Break", [node("Para", [node("Str", "* * *")])])


def _div(each: Node, context: WordContext) -> Iterator[Node]:
    (identifier, classes, keys), content = each["c"]
    language = {name: value for name, value in keys if name in ("lang", "dir")}
    written = list(_construct(identifier, classes, content, context))
    yield div(written, keys=language) if language else node("Div", [attributes(), written])


def _construct(
    identifier: str, classes: Sequence[str], content: Sequence[Node], context: WordContext
) -> Iterator[Node]:
    if EQUATION in classes:
        yield from _equation(identifier, content, context)
    elif LISTING in classes or _STATEMENT in classes:
        yield from _captioned(identifier, classes, content, context)
    elif BOX in classes:
        yield from _anchor(identifier, context)
        with context.inside(classes):
            blocks = convert_blocks(content, context)
        yield table_of([[blocks]], box_style(classes))
        yield _TABLE_END
    elif REFERENCES in classes:
        yield styled("Bibliography", convert_blocks(list(_works(content)), context))
    else:
        yield from _anchor(identifier, context)
        style = next((BLOCK_STYLES[name] for name in classes if name in BLOCK_STYLES), None)
        with context.inside(classes):
            blocks = convert_blocks(content, context)
        if BLOCK_TITLE in classes:
            style = PROOF_HEADING if GENERATED in classes else context.title_style
        yield from [styled(style, blocks)] if style else blocks


def _works(content: Sequence[Node]) -> Iterator[Node]:
    """The works of a bibliography as paragraphs, which a style sets apart."""
    for each in content:
        items = each["c"] if each["t"] == "BulletList" else [[each]]
        for block in (block for item in items for block in item):
            yield node("Para", block["c"]) if block["t"] == "Plain" else block


def table_of(rows: Sequence[Sequence[Sequence[Node]]], style: str) -> Node:
    """A table without heads, whose cells have these blocks."""
    width = 1 / max(len(row) for row in rows)
    columns = [[node("AlignDefault"), node("ColWidth", width)] for _ in rows[0]]
    cells = [
        [attributes(), [[attributes(), node("AlignDefault"), 1, 1, list(cell)] for cell in row]]
        for row in rows
    ]
    own = attributes(keys={"custom-style": style})
    body = [attributes(), 0, [], cells]
    empty = [attributes(), []]
    return node("Table", [own, [None, []], columns, empty, [body], empty])


def _equation(identifier: str, content: Sequence[Node], context: WordContext) -> Iterator[Node]:
    captions = [each for each in content if _is_caption(each)]
    formula = [each for each in content if not _is_caption(each)]
    if not captions:
        yield from _anchor(identifier, context)
        yield from convert_blocks(formula, context)
        return
    number = _caption_blocks(captions[0]["c"][1], identifier, context)
    yield table_of([[convert_blocks(formula, context), number]], "Equation")
    yield _TABLE_END


def _captioned(
    identifier: str, classes: Sequence[str], content: Sequence[Node], context: WordContext
) -> Iterator[Node]:
    is_listing = LISTING in classes
    for each in content:
        if _is_caption(each):
            style = "Listing Caption" if is_listing else f"{statement_style(classes)} Caption"
            yield styled(style, _caption_blocks(each["c"][1], identifier, context))
        elif is_listing:
            yield from _block(each, context)
        else:
            yield styled(f"{statement_style(classes)} Text", convert_blocks([each], context))


def _is_caption(each: Node) -> bool:
    return each["t"] == "Div" and _CAPTION in each["c"][0][1]


def _caption_blocks(blocks: Sequence[Node], identifier: str, context: WordContext) -> list[Node]:
    """The blocks of a caption, with its label as fields."""
    found = []
    for each in blocks:
        if each["t"] in ("Plain", "Para"):
            content = [
                new for inline in each["c"] for new in _labelled(inline, identifier, context)
            ]
            found.append(node("Para", convert_inlines(content, context)))
        else:
            found.extend(_block(each, context))
    return found


def _labelled(inline: Node, identifier: str, context: WordContext) -> Iterator[Node]:
    is_label = inline["t"] == "Span" and LABEL in inline["c"][0][1]
    markup = context.captions.label(identifier) if is_label else None
    yield raw(markup) if markup else inline


def _figure(each: Node, context: WordContext) -> Iterator[Node]:
    (identifier, _, keys), (short, caption), content = each["c"]
    words = _caption_blocks(caption, identifier, context)
    pictures = [block for block in content if block["t"] == "Plain"]
    language = {name: value for name, value in keys if name in ("lang", "dir")}
    if len(pictures) == len(content) == 1 and caption:
        picture = node("Plain", convert_inlines(pictures[0]["c"], context))
        written = [node("Figure", [attributes(), [short, words[:1]], [picture]]), *words[1:]]
    else:
        blocks = [new for block in content for new in _block(block, context)]
        written = [*blocks, styled("Image Caption", words[:1]), *words[1:]] if words else blocks
    yield div(written, keys=language) if language else node("Div", [attributes(), written])


def _table(each: Node, context: WordContext) -> Iterator[Node]:
    (identifier, _, _), (short, caption), columns, head, bodies, foot = each["c"]
    if not caption:
        yield from _anchor(identifier, context)
    words = _caption_blocks(caption, identifier, context)
    has_row_heads = any(heads for _, heads, _, _ in bodies)
    own = attributes(keys={"custom-style": "TableRowHeads" if has_row_heads else "Table"})
    new = [own, [short, words], columns, _part(head, context)]
    new_bodies = [[at, heads, _rows(a, context), _rows(b, context)] for at, heads, a, b in bodies]
    yield node("Table", [*new, new_bodies, _part(foot, context)])
    yield _TABLE_END


def _part(part: Any, context: WordContext) -> list[Any]:
    own, rows = part
    return [own, _rows(rows, context)]


def _rows(rows: Any, context: WordContext) -> list[Any]:
    return [[own, [_cell(cell, context) for cell in cells]] for own, cells in rows]


def _cell(cell: Any, context: WordContext) -> list[Any]:
    *own, blocks = cell
    return [*own, convert_blocks(blocks, context)]


_WRITERS: Mapping[str, Callable[[Node, WordContext], Iterator[Node]]] = {
    "Para": _paragraph,
    "Plain": _paragraph,
    "LineBlock": _lines,
    "CodeBlock": _code,
    "BlockQuote": _quotation,
    "BulletList": _list,
    "OrderedList": _list,
    "DefinitionList": _definitions,
    "HorizontalRule": _rule,
    "Div": _div,
    "Figure": _figure,
    "Table": _table,
}
