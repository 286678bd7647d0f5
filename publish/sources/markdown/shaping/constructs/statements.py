"""Theorems and the like with numbers, `::: theorem {#thm-sides} Title`, and proofs."""

from __future__ import annotations

from lxml import etree

from publish.model.caption import CAPTION_KINDS, PRINTED_NUMBER
from publish.model.markup import (
    BLOCK_TITLE,
    CAPTION_WORDS,
    DATA_CONTAINER,
    END_OF_PROOF,
    PROOF_END,
    X,
    add_classes,
    has_class,
)
from publish.model.xhtml import element, text_of
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.shaping.constructs.block import mark_title

KINDS = tuple(name for name, kind in CAPTION_KINDS.items() if kind.is_statement)
ATTRIBUTES = (PRINTED_NUMBER,)
_BOX = "\N{NO-BREAK SPACE}□"


def shape(block: etree._Element, _: SourceFile) -> None:
    """A figure of the classes `statement` and its kind, with the title as its caption, above."""
    title = mark_title(block)
    add_classes(block, "statement", block.get(DATA_CONTAINER, ""))
    block.tag = f"{X}figure"
    if title is None:
        block.insert(0, element("figcaption"))
    else:
        title.tag = f"{X}figcaption"
        del title.attrib["class"]


def shape_proof(block: etree._Element, source: SourceFile) -> None:
    """A division of the class `proof`, with its title or the word for it, and a box at its end."""
    add_classes(block, "proof")
    if mark_title(block) is None:
        word = source.context.words_in(source.language).boxes["proof"]
        block.insert(0, element("p", word, class_=BLOCK_TITLE))
    last = block[-1]
    is_text = last.tag == f"{X}p" and not has_class(last, CAPTION_WORDS)
    if not is_text or len(block) == 1 or not text_of(last).strip():
        last = element("p", class_=PROOF_END)
        block.append(last)
    last.append(element("span", _BOX, class_=END_OF_PROOF))
