"""Cure `pseudo`: styles of pseudo-elements that nobody asks for.

The style sheet of the engine has rules for the markers, calls and call-backs of all elements, so
that the original made six styles for every element of a document, of which lists and notes ask for
some. Here the rules are laid by, and the style is made when it is asked for, from the same rules,
parent and root: computed values are found on demand anyway. Styles that set an anchor are made at
once as before, because anchors are collected.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from weasyprint.css import ComputedStyle, StyleFor

from publish.outputs.pdf.cures.cure import Cure, Patch

_slow_set = StyleFor.set_computed_styles
_slow_call = StyleFor.__call__


class _Waiting(NamedTuple):
    """What a style is made from when it is asked for."""

    cascaded: Any
    root: Any
    base_url: Any


def set_computed_styles(
    self: Any,
    element: Any,
    parent: Any,
    root: Any = None,
    pseudo_type: str | None = None,
    base_url: str | None = None,
    target_collector: Any = None,
) -> None:
    """Make the style of an element, and lay by that of one of its pseudo-elements."""
    key = (element, pseudo_type)
    cascaded = self._cascaded_styles.get(key, {})
    if pseudo_type and target_collector and parent is element and "anchor" not in cascaded:
        self._computed_styles[key] = _Waiting(cascaded, root, base_url)
        return
    _slow_set(self, element, parent, root, pseudo_type, base_url, target_collector)


def style_for(self: Any, element: Any, pseudo_type: str | None = None) -> Any:
    """The style of an element or pseudo-element; None where no rule speaks of it."""
    if pseudo_type:
        styles = self._computed_styles
        waiting = styles.get((element, pseudo_type))
        if waiting is None:
            return None
        if type(waiting) is _Waiting:
            style = styles[element, pseudo_type] = ComputedStyle(
                styles[element, None],
                waiting.cascaded,
                pseudo_type,
                styles[waiting.root, None],
                waiting.base_url,
                self.font_config,
                self.initial_page_sizes,
            )
            style["anchor"]  # is none, but one of the keys of the style
    return _slow_call(self, element, pseudo_type)


CURE = Cure(
    name="pseudo",
    patches=(
        Patch(StyleFor, "set_computed_styles", set_computed_styles),
        Patch(StyleFor, "__call__", style_for),
    ),
    leans_on=(StyleFor.__init__, ComputedStyle.__init__, ComputedStyle.copy),
    digest="048d086165f81db2b9398b3ec84bd45f2bc2f9b55d6d2a7c10d20b5a7a436baa",
)
