"""Speed-up `pages`: the named pages on which a box begins and ends.

Between all neighbours the original requests both names of both, and to find one name it requests
two names each of the first and the last child, and these of theirs: the requests double with each
level, and each lists all children that are in flow. Here one chain of first children and one of
last children are followed, and the search for a child ends where one is found. The innermost name
wins as before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from weasyprint.formatting_structure.boxes import Box, ParentBox

from publish.outputs.pdf.layout.patch import Patch, Replacement


def page_values(self: Any) -> tuple[str, str]:
    """The names of the pages on which a box begins and ends."""
    begins = ends = self.style["page"]
    box = self
    while isinstance(box, ParentBox) and (box := _in_flow(box.children)) is not None:
        begins = box.style["page"] or begins
    box = self
    while isinstance(box, ParentBox) and (box := _in_flow(reversed(box.children))) is not None:
        ends = box.style["page"] or ends
    return begins, ends


def _in_flow(children: Iterable[Any]) -> Any:
    """The first child that is in flow or floats."""
    for child in children:
        if child.is_in_normal_flow() or child.is_floated():
            return child
    return None


PATCH = Patch(
    name="pages",
    is_speedup=True,
    reason="finds the page names of a box without visiting its descendants repeatedly",
    replacements=(Replacement(ParentBox, "page_values", page_values),),
    leans_on=(Box.page_values,),
    digest="0a35f4d94353ce336ce446a3986e5a4b93095e5161393080523e3b372f19bf8a",
)
