"""Figures as Markdown: a picture with its caption, several pictures, or what else has a caption."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publish.importers.documents.conversion.code import code_block
from publish.importers.documents.conversion.context import ConversionContext
from publish.importers.documents.conversion.pictures import figure, only_pictures
from publish.importers.documents.conversion.tables import table_caption
from publish.importers.documents.tree import Attributes, Node, attributes, plain_text


def figure_block(node: Node, context: ConversionContext) -> list[str]:
    """A node `Figure`: a picture, several in one figure, or a table or listing with a caption."""
    own = attributes(node)
    _, caption_blocks, content = _parts(node)
    caption = _caption(caption_blocks, context)
    if len(content) == 1 and content[0]["t"] == "CodeBlock" and caption:
        return [code_block(content[0], context, own, caption)]
    if len(content) == 1 and content[0]["t"] == "Table" and caption:
        return context.blocks([_captioned_table(content[0], own, caption_blocks)])
    pictures = list(_pictures(content))
    if len(pictures) == 1 and None not in pictures:
        return [_alone(node, context)]
    if pictures and None not in pictures:
        return [_together([each for each in pictures if each], caption, own, context)]
    blocks = context.blocks(content)
    if not caption:
        return blocks
    if any(block["t"] == "Table" for block in content):
        return [*blocks, table_caption(caption, own, context)]
    return [*blocks, caption]


def _captioned_table(table: Node, own: Attributes, caption: Sequence[Node]) -> Node:
    """A table with the caption, name and number of the figure around it."""
    inner = attributes(table)
    merged = Attributes(
        own.identifier or inner.identifier, inner.classes, {**inner.keys, **own.keys}
    )
    return {"t": "Table", "c": [_pandoc(merged), [None, list(caption)], *table["c"][2:]]}


def picture_paragraph(pictures: Sequence[Node], context: ConversionContext) -> str:
    """A paragraph of pictures alone; the title of each is its caption."""
    return "\n\n".join(_titled(each, context) for each in pictures)


def _titled(picture: Node, context: ConversionContext) -> str:
    title = picture["c"][2][1].removeprefix("fig:")
    return figure(picture, _escaped(title), Attributes(), context)


def _escaped(title: str) -> str:
    return title.replace("[", "\\[").replace("*", "\\*")


def _parts(node: Node) -> tuple[Attributes, list[Node], list[Node]]:
    _, (_, caption), content = node["c"]
    return attributes(node), caption, content


def _caption(blocks: Sequence[Node], context: ConversionContext) -> str:
    """The caption as one line, in which nothing begins a block."""
    parts = (_words(block, context) for block in blocks)
    return " ".join(filter(None, parts)).replace("\n", " ")


def _words(block: Node, context: ConversionContext) -> str:
    if block["t"] in ("Para", "Plain"):
        return context.inlines(block["c"])
    return " ".join(context.blocks([block]))


def _with_credit(
    own: Attributes, blocks: Sequence[Node], context: ConversionContext
) -> tuple[Attributes, list[Node]]:
    """The attributes of a figure with the credit that its caption ends with, and the others."""
    credit = [b for b in blocks if b["t"] == "Div" and "credit" in attributes(b).classes]
    if not credit:
        return own, list(blocks)
    words = " ".join(_words(each, context) for block in credit for each in block["c"][1])
    keys = {**own.keys, "credit": words.removesuffix(".")}
    return own._replace(keys=keys), [block for block in blocks if block not in credit]


def _pictures(content: Sequence[Node]) -> Iterator[Node | None]:
    """The pictures of a figure, those with captions of their own as figures; None for all else."""
    for block in content:
        if block["t"] in ("Plain", "Para") and (pictures := only_pictures(block["c"])):
            yield from pictures
        elif block["t"] == "Figure" and len(list(_pictures(block["c"][2]))) == 1:
            yield block
        elif block["t"] == "Div":
            yield from _pictures(block["c"][1])
        else:
            yield None


def _alone(node: Node, context: ConversionContext) -> str:
    """A figure of one picture, whose own caption is that of the figure if this has none."""
    own, caption_blocks, content = _parts(node)
    picture = next(_pictures(content))
    assert picture is not None
    if picture["t"] == "Figure":
        inner, inner_caption, inner_content = _parts(picture)
        caption_blocks = caption_blocks or inner_caption
        own = own if own.identifier else inner
        return _alone(
            {"t": "Figure", "c": [_pandoc(own), [None, caption_blocks], inner_content]}, context
        )
    same = plain_text(picture["c"][1]) == plain_text(caption_blocks)
    own, caption_blocks = _with_credit(own, caption_blocks, context)
    return figure(picture, _caption(caption_blocks, context), own, context, is_alt=same)


def _pandoc(own: Attributes) -> list[object]:
    return [own.identifier, list(own.classes), [[key, value] for key, value in own.keys.items()]]


def _together(
    pictures: Sequence[Node], caption: str, own: Attributes, context: ConversionContext
) -> str:
    name = context.name_of(own.identifier)
    inner = "\n\n".join(
        _alone(each, context) if each["t"] == "Figure" else _titled(each, context)
        for each in pictures
    )
    mark = context.caption("figure", name, own) if caption else name and f"#{name}"
    braces = f" {{{mark}}}" if name else ""
    return f"::: figures{braces} {caption}{'' if name else mark or ''}".rstrip() + f"\n{inner}\n:::"
