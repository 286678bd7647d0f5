"""By what a block of a page is found in the manuscript."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from xml.etree.ElementTree import Element

from publish.model.markup import FORMULA, has_class
from publish.outputs.pdf.layout.placing.walk import SECTIONS

_SHOWN = 200  # characters of a block by which it is found


def key_of(block: Element) -> str:
    """What a block is found by: the address of a picture, the words of everything else."""
    if block.tag == "img":
        return block.get("alt", "") if has_class(block, FORMULA) else block.get("src", "")
    return "".join(block.itertext())[:_SHOWN]


def earlier_alike(block: Element, section: Element) -> int:
    """How many blocks of a section before that one have its tag and words."""
    key = key_of(block)
    before = takewhile(lambda each: each is not block, _blocks_of(section))
    return sum(1 for each in before if each.tag == block.tag and key_of(each) == key)


def _blocks_of(section: Element) -> Iterator[Element]:
    """What is in a section, without the sections and notes in it."""
    for child in section:
        if not (child.tag in SECTIONS and child.get("id")):
            yield child
            yield from _blocks_of(child)
