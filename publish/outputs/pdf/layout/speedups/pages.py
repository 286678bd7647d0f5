"""Cure `pages`: the named pages that a box begins and ends on.

Between all neighbours the original asks for both names of both, and to find one name it asked the
first and the last child for two each, and these theirs: the questions double with each level, and
each listed all children that are in flow. Here one chain of first children and one of last children
are followed, and a search for a child ends where one is found. The innermost name counts as before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from weasyprint.formatting_structure.boxes import Box, ParentBox

from publish.outputs.pdf.layout.speedups.patch import Cure, Patch


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
    """The first child that stands in flow or floats."""
    for child in children:
        if child.is_in_normal_flow() or child.is_floated():
            return child
    return None


CURE = Cure(
    name="pages",
    patches=(Patch(ParentBox, "page_values", page_values),),
    leans_on=(Box.page_values,),
    digest="0a35f4d94353ce336ce446a3986e5a4b93095e5161393080523e3b372f19bf8a",
)
