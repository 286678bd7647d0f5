"""Keeps notes on the pages of their calls, which the engine does not always do.

To fit a second line on a page, WeasyPrint 70 moves the note of a line above to the next page:
`install` has it move the lines instead. What goes astray all the same, or is lost, is seen by
comparing calls with notes after the layout, and mended by a page break before the block that pushed
the note away.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

from weasyprint import Document
from weasyprint.layout import block

from publish.errors import LayoutError
from publish.outputs.pdf.layout.tagging.artifacts import painted

_ROUNDS = 8
_BLOCKS = frozenset("p li pre table blockquote dl figure h1 h2 h3 h4 h5 h6".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_CALL = "aside::footnote-call"
_DONE = "keeps_notes"
_MOVES_NOTES = "report = not context.in_column and can_break_now and not could_break_before"


def install() -> None:
    """Change the one line of the engine that gives up notes for lines; raises `LayoutError`.

    The engine has no setting for it, and the function around that line is long: so its own source
    is compiled again with that line changed. Another version of the engine is refused before.
    """
    if getattr(block._linebox_layout, _DONE, False):
        return
    source = inspect.getsource(block._linebox_layout)
    if source.count(_MOVES_NOTES) != 1:
        message = "the layout engine is not the one whose notes are known"
        raise LayoutError(message, hint="install the WeasyPrint that this package asks for")
    changed = source.replace(_MOVES_NOTES, "report = False")
    exec(compile(changed, block.__file__, "exec"), vars(block))  # noqa: S102 the engine's own
    setattr(block._linebox_layout, _DONE, True)


def lay_out_with_notes(
    lay_out: Callable[[Element], Document], root: Element
) -> tuple[Document, list[str]]:
    """The pages of a tree with each note where its call is, and the ids of notes that are not.

    Adds page breaks to the tree, as styles on its elements.
    """
    parents = {child: node for node in root.iter() for child in node}
    wanted = [aside for aside in root.iter("aside") if _is_note(aside)]
    document = lay_out(root)
    astray = _astray(document, wanted)
    for _ in range(_ROUNDS):
        pushing = (_culprit(document, note, page, parents) for note, page in astray.items())
        fresh = [block for block in pushing if block is not None and not block.get("style")]
        if not fresh:
            break
        for element in fresh:
            element.set("style", "break-before: page")
        document = lay_out(root)
        astray = _astray(document, wanted)
    return document, [note.get("id", "") for note in astray]


def _astray(document: Document, wanted: Iterable[Element]) -> dict[Element, int | None]:
    """The notes that begin nowhere or not on the page of their call, with that page's index."""
    notes: dict[Element, int] = {}
    calls: dict[Element, int] = {}
    for number, page in enumerate(document.pages):
        for box in painted(page._page_box):
            if box.element_tag == _CALL:
                calls.setdefault(box.element, number)
            elif box.element_tag == "aside":
                notes.setdefault(box.element, number)
    return {
        note: calls.get(note)
        for note in wanted
        if note not in notes or notes[note] != calls.get(note)
    }


def _is_note(element: Element) -> bool:
    return element.tag == "aside" and element.get("class") == "footnote"


def _culprit(
    document: Document, note: Element, page: int | None, parents: dict[Element, Element]
) -> Element | None:
    """The last block that begins on the page behind the call, from its heading on."""
    if page is None:
        return None
    begun: list[Element] = []
    called = False
    for box in painted(document.pages[page]._page_box):
        if box.element_tag == "aside" and _is_note(box.element):
            break
        if box.element is note:
            called = True
        elif called and box.element_tag in _BLOCKS and box.element not in begun:
            begun.append(box.element)
    return _with_heading(begun[-1], parents) if begun else None


def _with_heading(element: Element, parents: dict[Element, Element]) -> Element:
    """The heading that keeps with a block, or the block; from the outermost that it is first in."""
    while (parent := parents.get(element)) is not None:
        place = list(parent).index(element)
        if place and parent[place - 1].tag in _HEADINGS:
            element = parent[place - 1]
        elif place or parent.tag == "body":
            break
        else:
            element = parent
    return element
