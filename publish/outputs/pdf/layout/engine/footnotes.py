"""Keeps notes on the pages of their calls, which the engine does not always do.

Notes that begin on another page, or are lost, are found by comparing calls with notes after the
layout; a page break before the block that displaced the note corrects that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

from weasyprint import Document

from publish.model.markup import FOOTNOTE, has_class
from publish.outputs.pdf.layout.tagging.artifacts import painted

_ROUNDS = 8
_BLOCKS = frozenset("p li pre table blockquote dl figure h1 h2 h3 h4 h5 h6".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_CALL = "aside::footnote-call"


def lay_out_with_notes(
    lay_out: Callable[[Element], Document], root: Element, document: Document
) -> tuple[Document, list[str]]:
    """The pages of a tree with each note on the page of its call, and the ids of other notes.

    `document` is its first layout. Adds page breaks to the tree, as styles on its elements.
    """
    parents = {child: node for node in root.iter() for child in node}
    notes = [aside for aside in root.iter("aside") if _is_note(aside)]
    misplaced = _misplaced(document, notes)
    for _ in range(_ROUNDS):
        blocks = (_displacing(document, note, page, parents) for note, page in misplaced.items())
        unbroken = [block for block in blocks if block is not None and not block.get("style")]
        if not unbroken:
            break
        for element in unbroken:
            element.set("style", "break-before: page")
        document = lay_out(root)
        misplaced = _misplaced(document, notes)
    return document, [note.get("id", "") for note in misplaced]


def _misplaced(document: Document, notes: Iterable[Element]) -> dict[Element, int | None]:
    """The notes that begin nowhere or not on the page of their call, with that page's index."""
    pages: dict[Element, int] = {}
    calls: dict[Element, int] = {}
    for number, page in enumerate(document.pages):
        for box in painted(page._page_box):
            if box.element_tag == _CALL:
                calls.setdefault(box.element, number)
            elif box.element_tag == "aside":
                pages.setdefault(box.element, number)
    return {
        note: calls.get(note)
        for note in notes
        if note not in pages or pages[note] != calls.get(note)
    }


def _is_note(element: Element) -> bool:
    return element.tag == "aside" and has_class(element, FOOTNOTE)


def _displacing(
    document: Document, note: Element, page: int | None, parents: dict[Element, Element]
) -> Element | None:
    """The last block that begins on the page after the call, from its heading on."""
    if page is None:
        return None
    begun: list[Element] = []
    after_call = False
    for box in painted(document.pages[page]._page_box):
        if box.element_tag == "aside" and _is_note(box.element):
            break
        if box.element is note:
            after_call = True
        elif after_call and box.element_tag in _BLOCKS and box.element not in begun:
            begun.append(box.element)
    return _with_heading(begun[-1], parents) if begun else None


def _with_heading(element: Element, parents: dict[Element, Element]) -> Element:
    """The heading that is kept with a block, or the outermost element that begins with it."""
    while (parent := parents.get(element)) is not None:
        index = list(parent).index(element)
        if index and parent[index - 1].tag in _HEADINGS:
            element = parent[index - 1]
        elif index or parent.tag == "body":
            break
        else:
            element = parent
    return element
