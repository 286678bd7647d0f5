"""A style sheet of a theme, which is rendered once: to compile the template takes a while."""

from __future__ import annotations

from typing import Any

import msgspec

from publish.cache import Cache, Memo
from publish.render.environment import Renderer
from publish.render.shared_inputs import SharedInputs


class _StyleInputs(msgspec.Struct, frozen=True):
    """`values` is what the template sees of the book, apart from what all templates see."""

    name: str
    values: dict[str, Any]
    shared: SharedInputs


_STYLES = Memo("style", _StyleInputs, str)


def rendered_style(
    name: str, renderer: Renderer, shared: SharedInputs, cache: Cache, **values: Any
) -> str:
    """The rules of a style sheet, with those of the book's own."""
    inputs = _StyleInputs(name, values, shared)
    return _STYLES.get(cache, inputs, lambda: renderer.render_style(name, **values))
