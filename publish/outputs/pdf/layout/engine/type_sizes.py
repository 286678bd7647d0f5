"""Refuses type that no page can show: what sizes in each other multiply to.

A style sheet that doubles the size with each level comes to letters of a mile, and one that halves
it to lines with millions of dots, over which the engine fails or sits for hours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2
import weasyprint.document

from publish.config.limits import LARGEST_TYPE, SMALLEST_TYPE
from publish.outputs.pdf.exchange.failures import Failure, LayoutFailed
from publish.outputs.pdf.layout.engine.failure_site import opening, shown
from publish.outputs.pdf.layout.tagging.artifacts import POINTS

_PROPERTIES = ("font", "font-size")
_UNSEEN = ("head", "link", "meta", "style", "title")
_engine: list[Callable[..., Any]] = []
_sheets: list[str] = []


def install(style: str) -> None:
    """Look at the sizes before each layout; `style` is the sheet to look for rules in."""
    _sheets[:] = [style]
    if not _engine:
        _engine.append(weasyprint.document.get_all_computed_styles)
        weasyprint.document.get_all_computed_styles = _computed


def _computed(html: Any, *rest: Any, **options: Any) -> Any:
    style_for = _engine[0](html, *rest, **options)
    for (element, _), style in style_for.get_computed_styles().items():
        size = style["font_size"] * POINTS
        if size and element.tag not in _UNSEEN and not SMALLEST_TYPE <= size <= LARGEST_TYPE:
            _refuse(element, size, html.wrapper_element)
    return style_for


def _refuse(element: Element, size: float, root: Any) -> None:
    words = opening(element)
    measure = f"{size:,.0f}" if size > LARGEST_TYPE else f"{size:.2g}"
    message = f"type of {measure} points in {shown(element, words)}"
    hint = (
        f"type is of {SMALLEST_TYPE:g} to {LARGEST_TYPE:,g} points: sizes in em or % multiply with "
        "each element in another; write rem or pt"
    )
    raise LayoutFailed(message, Failure(message, hint, words, list(_rules(element, root))))


def _rules(element: Element, root: Any) -> Iterator[int]:
    """The lines of the rules that size an element, or what it stands in; the last first."""
    found = tinycss2.parse_stylesheet(_sheets[0], skip_comments=True, skip_whitespace=True)
    sizing = [rule for rule in reversed(found) if rule.type == "qualified-rule" and _sizes(rule)]
    node = next((each for each in root.iter_subtree() if each.etree_element is element), None)
    while node is not None:
        for rule in sizing:
            if node.matches(*_selectors(rule)):
                yield rule.source_line
        node = node.parent


def _sizes(rule: Any) -> bool:
    declared = tinycss2.parse_blocks_contents(rule.content)
    return any(each.type == "declaration" and each.lower_name in _PROPERTIES for each in declared)


def _selectors(rule: Any) -> list[Any]:
    """Those of a rule; none where the engine does not read them either."""
    try:
        return list(cssselect2.compile_selector_list(rule.prelude))
    except cssselect2.SelectorError:
        return []
