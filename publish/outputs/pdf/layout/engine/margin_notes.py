"""Lets the last note for the margin in a section stand beside the paragraph that it follows.

CSS has a float begin where it is in the text, below that paragraph. Where a heading comes next, or
nothing, the text would wait for the end of the note. The structure tree, which follows the places
of the boxes in the source, has the note where it is.
"""

from __future__ import annotations

from typing import Any

from weasyprint import document, layout
from weasyprint.formatting_structure import build

from publish.outputs.pdf.layout.patch import Patch, Replacement

_SECTIONS = frozenset({"html", "body", "section"})


def _build(*args: Any) -> Any:
    root = _BUILD.original(*args)
    _raise_notes(root)
    return root


def _raise_notes(box: Any) -> None:
    """Move the notes at the end of a section, and of each in it, before the paragraph above."""
    children = list(box.children)
    for number in range(1, len(children)):
        above, note = children[number - 1 : number + 1]
        if _is_paragraph(above) and _is_beside(note) and _ends(children[number + 1 :]):
            children[number - 1 : number + 1] = note, above
    box.children = children
    for child in children:
        if child.element_tag in _SECTIONS:
            _raise_notes(child)


def _is_paragraph(box: Any) -> bool:
    return bool(box.element_tag == "p")


def _is_beside(box: Any) -> bool:
    return bool(box.is_floated()) and bool(box.element_tag == "aside")


def _ends(following: list[Any]) -> bool:
    """Whether the text of a section ends, or goes on with another section."""
    below = next((box for box in following if box.is_in_normal_flow()), None)
    return below is None or below.element_tag in _SECTIONS


_BUILD = Replacement(build, "build_formatting_structure", _build)

PATCH = Patch(
    name="margin_notes",
    reason="lets the last note for the margin in a section stand beside its paragraph",
    replacements=(_BUILD,),
    leans_on=(document.Document._render, layout.layout_document),
    digest="6c9b492afa78788baa21bbcf9670e794991c86031ffe0da48d81105c280604f1",
)
