"""Figures as Markdown: a picture with its caption, several pictures, or what else has a caption."""

from __future__ import annotations

from collections.abc import Sequence

from publish.importers.documents.conversion.context import ConversionContext
from publish.importers.documents.conversion.pictures import figure, only_pictures
from publish.importers.documents.tree import Attributes, Node, attributes, plain_text, walk


def figure_block(node: Node, context: ConversionContext) -> list[str]:
    """A node `Figure`: a picture, several in one figure, or a table or listing with a caption."""
    own = attributes(node)
    _, (_, caption_blocks), content = node["c"]
    caption = " ".join(context.blocks(caption_blocks)).replace("\n", " ")
    pictures = [each for each in walk(content) if each["t"] == "Image"]
    others = [block for block in content if not _has_only_pictures(block)]
    if len(pictures) == 1 and not others:
        same = plain_text(pictures[0]["c"][1]) == plain_text(caption_blocks)
        return [figure(pictures[0], caption, own, context, is_alt=same)]
    if pictures and not others:
        return [_together(pictures, caption, own, context)]
    blocks = context.blocks(content)
    if not caption:
        return blocks
    if any(block["t"] == "Table" for block in content):
        name = context.name_of(own.identifier)
        return [*blocks, f"Table: {caption}" + (f" {{#{name}}}" if name else "")]
    return [*blocks, caption]


def picture_paragraph(pictures: Sequence[Node], context: ConversionContext) -> str:
    """A paragraph of pictures alone; the title of each is its caption."""
    written = []
    for each in pictures:
        title = each["c"][2][1].removeprefix("fig:")
        written.append(figure(each, _escaped(title), Attributes(), context))
    return "\n\n".join(written)


def _escaped(title: str) -> str:
    return title.replace("[", "\\[").replace("*", "\\*")


def _together(
    pictures: Sequence[Node], caption: str, own: Attributes, context: ConversionContext
) -> str:
    name = context.name_of(own.identifier)
    inner = "\n\n".join(figure(each, "", Attributes(), context) for each in pictures)
    braces = f" {{#{name}}}" if name else ""
    return f"::: figures{braces} {caption}".rstrip() + f"\n{inner}\n:::"


def _has_only_pictures(block: Node) -> bool:
    return block["t"] in ("Plain", "Para") and bool(only_pictures(block["c"]))
