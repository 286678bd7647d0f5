"""Refuses type that no page can show, as a result of relative sizes in each other.

A style sheet that doubles the size with each level arrives at letters of a mile, and one that
halves it at lines with millions of dots, on which the engine fails or spends hours.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2
from weasyprint import css

from publish.config.limits import LARGEST_TYPE, SMALLEST_TYPE
from publish.outputs.pdf.exchange.failures import FailureCause, LayoutFailed
from publish.outputs.pdf.layout.engine.failure_site import first_words, quoted
from publish.outputs.pdf.layout.patch import Patch, Replacement
from publish.outputs.pdf.layout.tagging.artifacts import POINTS

_PROPERTIES = ("font", "font-size")
_INVISIBLE = ("head", "link", "meta", "style", "title")


def _computed(html: Any, *rest: Any, **options: Any) -> Any:
    style_for = _STYLES.original(html, *rest, **options)
    for (element, _), style in style_for.get_computed_styles().items():
        size = style["font_size"] * POINTS
        if size and element.tag not in _INVISIBLE and not SMALLEST_TYPE <= size <= LARGEST_TYPE:
            _refuse(element, size, html)
    return style_for


def _refuse(element: Element, size: float, html: Any) -> None:
    words = first_words(element)
    measure = f"{size:,.0f}" if size > LARGEST_TYPE else f"{size:.2g}"
    message = f"type of {measure} points in {quoted(element, words)}"
    hint = (
        f"type is of {SMALLEST_TYPE:g} to {LARGEST_TYPE:,g} points: sizes in em or % multiply with "
        "each element in another; write rem or pt"
    )
    raise LayoutFailed(message, FailureCause(message, hint, words, list(_rules(element, html))))


def _rules(element: Element, html: Any) -> Iterator[int]:
    """The lines of the rules that size an element or one around it; the last first."""
    rules = tinycss2.parse_stylesheet(html.style_sheet, skip_comments=True, skip_whitespace=True)
    sizing = [rule for rule in reversed(rules) if rule.type == "qualified-rule" and _sizes(rule)]
    nodes = html.wrapper_element.iter_subtree()
    node = next((each for each in nodes if each.etree_element is element), None)
    while node is not None:
        for rule in sizing:
            if node.matches(*_selectors(rule)):
                yield rule.source_line
        node = node.parent


def _sizes(rule: Any) -> bool:
    declared = tinycss2.parse_blocks_contents(rule.content)
    return any(each.type == "declaration" and each.lower_name in _PROPERTIES for each in declared)


def _selectors(rule: Any) -> list[Any]:
    """The selectors of a rule; none where the engine cannot read them either."""
    try:
        return list(cssselect2.compile_selector_list(rule.prelude))
    except cssselect2.SelectorError:
        return []


_STYLES = Replacement(css, "get_all_computed_styles", _computed)

PATCH = Patch(
    name="type_sizes",
    reason="refuses type that is too large or too small for a page, before the layout",
    replacements=(_STYLES,),
    digest="e4063ec7d60e70bedff3e00ab9f0a34cd93413c13f5eb6aa6f019112bef6181b",
)
