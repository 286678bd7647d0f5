"""Speed-up `page_styles`: the styles of pages and of the boxes in their margins.

The original computes them anew for each page: some thirty properties of each of twenty boxes, of
which a page shows two or three. Here pages to which the same declarations apply share their styles.
What the engine edits in them, counters and what leaves a page, it sets again to the same.
"""

from __future__ import annotations

from typing import Any

from weasyprint.css import StyleFor
from weasyprint.layout import page

from publish.outputs.pdf.layout.patch import Patch, Replacement

_SHARED = "shared_page_styles"  # an attribute of the styles of a document


def set_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """Set the styles of a page and of the boxes in its margins."""
    shared: dict[Any, dict[Any, Any]] = vars(style_for).setdefault(_SHARED, {})
    cascaded, computed = style_for.get_cascaded_styles(), style_for.get_computed_styles()
    others = len(cascaded)
    style_for.add_page_declarations(page_type)
    own = {pseudo: cascaded[name, pseudo] for name, pseudo in list(cascaded)[others:]}
    key = tuple((pseudo, *_declared(style)) for pseudo, style in own.items())
    if key not in shared:
        root = {"root": html.etree_element, "base_url": html.base_url}
        style_for.set_computed_styles(page_type, parent=html.etree_element, **root)
        for pseudo in filter(None, own):
            style_for.set_computed_styles(page_type, pseudo_type=pseudo, parent=page_type, **root)
        shared[key] = {pseudo: computed[page_type, pseudo] for pseudo in (None, *own)}
    for pseudo, style in shared[key].items():
        computed[page_type, pseudo] = style


def _declared(style: Any) -> list[tuple[Any, ...]]:
    """The declarations of a cascade, each by its value in the style sheet."""
    return [(name, id(value), str(weight)) for name, (value, weight) in style.items()]


PATCH = Patch(
    name="page_styles",
    is_speedup=True,
    reason="shares the styles of pages that the same rules match",
    replacements=(Replacement(page, "set_page_type_computed_styles", set_styles),),
    leans_on=(
        StyleFor.add_page_declarations,
        StyleFor.set_computed_styles,
        page._standardize_page_based_counters,
    ),
    digest="30cb1fd211e16a877c59150866a1703d7f66e63f2ce1fa6b813e7eeea20c09f8",
)
