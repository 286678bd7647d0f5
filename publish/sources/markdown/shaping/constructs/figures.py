"""Several pictures in one figure: `::: figures {#id} Caption`, each with a caption of its own."""

from __future__ import annotations

from lxml import etree

from publish.model.caption import FLOAT, PRINTED_NUMBER
from publish.model.markup import (
    CAPTION_WORDS,
    SUBCAPTION,
    SUBFIGURE,
    X,
    add_classes,
    has_class,
)
from publish.model.numerals import letters
from publish.model.xhtml import element
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.shaping.constructs.block import mark_title

ATTRIBUTES = (PRINTED_NUMBER, FLOAT)


def shape(block: etree._Element, _: SourceFile) -> None:
    """A figure with its pictures side by side, lettered (a), (b), and the title as its caption."""
    title = mark_title(block)
    block.tag = f"{X}figure"
    add_classes(block, "figures")
    pictures = [child for child in block if child is not title and len(child.findall(f"{X}img"))]
    for number, paragraph in enumerate(pictures, start=1):
        _shape_picture(paragraph, f"({letters(number)})")
    if title is not None:
        title.tag = f"{X}figcaption"
        del title.attrib["class"]
        block.append(title)


def _shape_picture(paragraph: etree._Element, letter: str) -> None:
    words = paragraph.getnext()
    paragraph.tag = f"{X}div"
    paragraph.set("class", SUBFIGURE)
    if words is None or not has_class(words, CAPTION_WORDS):
        words = element("p")
    words.set("class", SUBCAPTION)
    words.text = f"{letter} {words.text or ''}"
    paragraph.append(words)
