"""A drawing as products have it: the author's own where pages draw that, else rewritten.

What is rewritten looks the same; browsers and the layout engine both draw it.
"""

from __future__ import annotations

from lxml import etree

from publish.model.xmlsafe import parse_untrusted
from publish.sources.drawings.cascade import resolve_styles
from publish.sources.drawings.check import check_features
from publish.sources.drawings.gradients import resolve_gradients
from publish.sources.drawings.shapes import complete_shapes
from publish.sources.drawings.structure import remove_unshown
from publish.sources.safety.svg import UndrawnError, check_svg, without_document_type


def drawable(content: bytes) -> bytes:
    """The bytes of a drawing for both products.

    Raises `ValueError` with the reason for a drawing that is refused, `UndrawnError` for one that
    pages would not show as it is.
    """
    check_svg(content)
    if _fault(content) is None:
        return without_document_type(content)
    rewritten = _rewritten(content)
    if fault := _fault(rewritten):
        raise UndrawnError(fault)
    return rewritten


def _fault(content: bytes) -> ValueError | None:
    try:
        check_features(parse_untrusted(content))
    except ValueError as error:
        return error
    return None


def _rewritten(content: bytes) -> bytes:
    root = parse_untrusted(content)
    remove_unshown(root)
    resolve_styles(root)
    resolve_gradients(root)
    complete_shapes(root)
    etree.cleanup_namespaces(root)
    rewritten: bytes = etree.tostring(root)
    return rewritten
