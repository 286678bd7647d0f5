"""A function of the layout engine with some of its source changed, where it has no setting."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from textwrap import dedent, indent
from typing import Any

from publish.outputs.pdf.layout.patch import source_of


def recompiled(
    function: Callable[..., Any], changes: dict[str, str], **names: Any
) -> Callable[..., Any]:
    """A function with the changes, from the text before to that after, in its source.

    `names` are those of our own that its new source uses. Raises KeyError for what it lacks.
    """
    source = dedent(source_of(function))
    for before, after in changes.items():
        if before not in source:
            raise KeyError(before)
        source = source.replace(before, after)
    around = f"def closure({', '.join(names)}):\n{indent(source, ' ')} return {function.__name__}"
    scope: dict[str, Callable[..., Any]] = {}
    exec(compile(around, inspect.getfile(function), "exec"), function.__globals__, scope)  # noqa: S102
    changed: Callable[..., Any] = scope["closure"](**names)
    return changed
