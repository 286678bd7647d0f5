"""Selectors of a rule, as tinycss2 parses them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tinycss2.ast import Node

# A class, in any script (CSS Syntax 3, 4.3.11); one with an escape is found as far as that.
CLASS = re.compile(r"\.(-?[^\W\d][\w-]*)")


def split_selectors(prelude: Sequence[Node]) -> Iterator[list[Node]]:
    """The nodes between the commas at their level: one selector of a list after another."""
    part: list[Node] = []
    for node in prelude:
        if node == ",":
            yield part
            part = []
        else:
            part.append(node)
    yield part
