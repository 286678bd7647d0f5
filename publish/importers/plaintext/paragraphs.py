"""Paragraphs of a section: blocks joined according to the indents of the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from publish.importers.bookfolder import Paragraph
from publish.importers.plaintext.blocks import Block, Line, word_count

_BODY_WORDS = 12  # a line with more words is certainly body text
_FEW, _MOST = 0.05, 0.97  # share of indented lines between which indents are significant
_UNFINISHED = re.compile(r"[^.!?:;…。！？：；\"”'’»)）\]]$")


@dataclass(frozen=True, slots=True)
class SourceParagraph(Paragraph):
    """A paragraph and the source lines that it came from."""

    lines: tuple[Line, ...] = field(kw_only=True)

    @property
    def line(self) -> int:
        """The number of its first line."""
        return self.lines[0].number


def uses_indents(blocks: Sequence[Block], *, wrapped: bool) -> bool:
    """Whether an indent marks the start of a paragraph: some lines have one, but not all."""
    body = [block for block in blocks if word_count(block.text) > _BODY_WORDS]
    share = sum(block.indent > 0 for block in body) / max(1, len(body))
    return not wrapped and _FEW < share < _MOST


def join_paragraphs(
    blocks: Sequence[Block], *, indented: bool, items: Collection[int], breaks: Collection[int]
) -> list[SourceParagraph]:
    """The paragraphs of a section's blocks.

    `indented` means that an indent starts a paragraph; `items` are blocks that the search read as
    list items, which stay paragraphs of their own; `breaks` are blocks before which furniture was
    removed: there, a sentence may continue.
    """
    groups: list[list[Block]] = []
    for block in blocks:
        starts = not groups or block.index in items
        if not starts and indented:
            starts = block.indent > 0
        elif not starts:
            starts = not (block.index in breaks and continues(groups[-1][-1], block))
        if starts:
            groups.append([block])
        else:
            groups[-1].append(block)
    return [_paragraph(group) for group in groups]


def continues(before: Block | SourceParagraph, block: Block | SourceParagraph) -> bool:
    """Whether a sentence may go on from one to the other."""
    return block.text[:1].islower() and bool(_UNFINISHED.search(before.text))


def _paragraph(group: Sequence[Block]) -> SourceParagraph:
    text = ""
    for block in group:
        # Chinese and Japanese have no space between two lines of a paragraph.
        wide = bool(text) and text[-1] > "\u2fff" and block.text[0] > "\u2fff"
        text += ("" if wide or not text else " ") + block.text
    return SourceParagraph(text, lines=tuple(line for block in group for line in block.lines))
