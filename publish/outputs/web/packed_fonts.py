"""The files of the fonts, packed beside the pages: they need the letters of all, and nothing else.

To subset and to pack them takes as long as to write the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from publish.cache import Cache
from publish.context import Context
from publish.outputs.pages.fonts import FontSubset
from publish.outputs.web.assets import PACKING
from publish.processes import ForkedTask, can_be_copied


@contextmanager
def packed_fonts(
    fonts: Sequence[FontSubset], context: Context
) -> Iterator[Callable[[], dict[str, bytes]]]:
    """The files of fonts by name, once they are asked for; a copy of this process makes new ones
    while the context lasts."""
    pack = partial(_pack, fonts, context.cache)
    is_copied = context.copies > 1 and can_be_copied()
    if is_copied and not all(font.is_made(PACKING, context.cache) for font in fonts):
        with ForkedTask(pack) as task:
            yield task.result
    else:
        yield pack


def _pack(fonts: Sequence[FontSubset], cache: Cache) -> dict[str, bytes]:
    embedded = (font.embed(PACKING, cache) for font in fonts)
    return {font.href: font.packed for font in embedded}
