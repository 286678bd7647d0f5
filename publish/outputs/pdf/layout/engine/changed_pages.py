"""Hands out the pages with a change as soon as they are laid out, while the others follow.

At each page that has the changed block a copy of this process is made, for which the piece ends
there. The copy finishes these pages and hands them out; this process goes on as if nothing were,
and waits for its copies before it ends, since they end with it.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint import Document
from weasyprint.layout import layout_document, page

from publish.external import die_with_parent, mark_as_parent
from publish.outputs.pdf.layout.patch import Patch, Replacement

_BLOCKS = frozenset(
    "p li pre td th dt dd figcaption caption table figure h1 h2 h3 h4 h5 h6 aside".split()
)
_MOST = 3  # pages of one block that are handed out

# Gets the index of the first page in its piece, and a document with the pages alone.
HandOut = Callable[[int, Document], None]


class ChangeWatch:
    """Watches the first layout of a tree for the pages with one of its elements."""

    def __init__(self, root: Element, number: int, hand_out: HandOut) -> None:
        self._block, self._hand_out = _block_of(root, number), hand_out
        self._found: list[int] = []
        self._copies: list[int] = []
        self._is_copy = self._has_ended = False

    def render(self, render: Callable[[], Document]) -> Document:
        """Render a document; a copy of the process hands out its pages, and ends."""
        if self._has_ended or self._block is None:
            return render()
        try:
            with _PAGES.replaced_by(self._pages):
                document = render()
            if self._is_copy:
                first = self._found[0]
                self._hand_out(first, document.copy(document.pages[first:]))
        except BaseException:
            if not self._is_copy:
                raise
            traceback.print_exc()  # what is wrong will be told of the whole piece
        finally:
            if self._is_copy:
                sys.stderr.flush()
                os._exit(0)
        self._has_ended = True
        return document

    def _pages(self, context: Any, root_box: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
        if self._is_copy:
            yield from pages
            return
        for index, each in enumerate(_PAGES.original(context, root_box, html, pages)):
            self._look(index, each)
            yield each
            if self._is_copy:
                return

    def _look(self, index: int, page_box: Any) -> None:
        """Become a copy at a page that has the block."""
        if len(self._found) < _MOST and index not in self._found and self._has_block(page_box):
            self._found.append(index)
            mark_as_parent()
            copy = os.fork()
            self._is_copy = not copy
            if self._is_copy:
                die_with_parent()
            else:
                self._copies.append(copy)

    def wait(self) -> None:
        """Wait until all pages with the change are handed out."""
        while self._copies:
            os.waitpid(self._copies.pop(), 0)

    def _has_block(self, page_box: Any) -> bool:
        return any(box.element is self._block for box in page_box.descendants())


def _block_of(root: Element, number: int) -> Element | None:
    """The block with the element of a number, in the order of the document."""
    block = None
    for at, element in enumerate(root.iter()):
        if at == number:
            parents = {child: node for node in root.iter() for child in node}
            block = element
            while block.tag.rpartition("}")[2] not in _BLOCKS and block in parents:
                block = parents[block]
            return block if block in parents else element
    return None


_PAGES = Replacement(page, "make_all_pages")

PATCH = Patch(
    name="changed_pages",
    reason="hands out pages of a piece before the others are laid out",
    replacements=(_PAGES,),
    leans_on=(layout_document, Document.copy),
    digest="4b770e3af44410776cf5c1b21db660524c089fea8fd4263a0b893b38f3bb1abe",
)
