"""Places on screens, in an e-book or a web page: a word with the text around it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from publish.preview.source_map.alignment import nearest_known
from publish.preview.source_map.blocks import Source
from publish.preview.source_map.source_map import SourceMap
from publish.preview.source_map.words import spanned_words

_AROUND = 8  # words on each side of one, by which a browser finds it
_ENOUGH = 4  # words of a block by which it is found alone


class ScreenPlace(msgspec.Struct, frozen=True):
    """A word on a screen: the anchor before it, a text around it, its character in that text.

    To find one of the manifest, `id` is empty. `after` is about how many words the section has
    before it, by which it is found where the text stands twice.
    """

    id: str
    text: str = ""
    offset: int = 0
    after: int = 0


def source_of_screen(texts: SourceMap, place: ScreenPlace) -> Source:
    """The line of a word of an e-book or web page."""
    near = texts.text.anchors.get(place.id)
    spans = list(spanned_words(place.text))
    found = texts.words.align([each.word for each in spans], near)
    clicked = next((at for at, each in enumerate(spans) if each.end > place.offset), None)
    known = None if clicked is None else nearest_known(found, clicked)
    return texts.source_of((near or 0) if known is None else known)


def screen_places(texts: SourceMap, source: Source) -> Iterator[ScreenPlace]:
    """Where a line of the manuscript is on screens; nothing where it has no words there."""
    words = texts.text.words
    for place in texts.places_of(source):
        block = texts.text.block_at(place)
        if block.drawn:
            continue
        # Blocks have another order on a screen where there are notes between them, and those of
        # the manifest are on pages of their own.
        is_long = block.stop - block.start >= _ENOUGH or not block.section
        start, stop = (block.start, block.stop) if is_long else (0, len(words))
        before = words[max(place - _AROUND, start) : place]
        text = " ".join([*before, *words[place : min(place + _AROUND, stop)]])
        offset = sum(len(each) + 1 for each in before)
        after = place - texts.text.anchors.get(block.section, place)
        yield ScreenPlace(block.section, text, offset, after)
