"""A drawing as products have it: the author's own where pages draw that, else rewritten.

What is rewritten looks the same; browsers and the layout engine both draw it. What cannot be
rewritten becomes a picture.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from publish.model.xmlsafe import parse_untrusted
from publish.render.theme import Theme
from publish.sources.drawings.cascade import resolve_styles
from publish.sources.drawings.check import faults_of_drawing
from publish.sources.drawings.faults import Fault
from publish.sources.drawings.gradients import resolve_gradients
from publish.sources.drawings.picture import as_picture, shows_nothing
from publish.sources.drawings.shapes import complete_shapes
from publish.sources.drawings.structure import remove_unshown
from publish.sources.safety.svg import (
    EmptyDrawingError,
    UndrawnError,
    check_svg,
    without_document_type,
)

_LINK = re.compile(rb"<(?:\w+:)?a\s[^>]*\bhref\s*=\s*[\"'](?!#)")
_TEXT = re.compile(rb"<(?:\w+:)?text\b")
# Fonts in style sheets; those of attributes are exchanged for the fonts of the book.
_STYLED = re.compile(rb"<(?:\w+:)?style\b(?s:.)*font|style\s*=[^>]*font|\sfont\s*=")


class Drawable(NamedTuple):
    """The bytes of a drawing for both products, and what made it a picture, if anything did."""

    content: bytes
    pictured: str = ""


def drawable(content: bytes, theme: Theme) -> Drawable:
    """A drawing in the form that products have; pictures have the fonts of the theme.

    Raises `ValueError` with the reason for a drawing that is refused, `UndrawnError` for one that
    pages would not show as it is, `EmptyDrawingError` for one that shows nothing.
    """
    check_svg(content)
    plain = without_document_type(content)
    faults = _faults(plain)
    if faults or _LINK.search(plain) or _has_styled_text(plain):
        plain = _rewritten(plain, faults)
        faults = _faults(plain)
    if not faults:
        # As it was written, a drawing may look empty for want of what its variables stand for.
        if shows_nothing(plain, theme) and shows_nothing(_rewritten(plain, faults), theme):
            raise EmptyDrawingError
        return Drawable(plain)
    are_shown = all(fault.in_picture for fault in faults)
    picture = as_picture(plain, theme) if are_shown else None
    if picture is None:
        raise UndrawnError(f"pages do not draw {_first(faults)}")
    return Drawable(picture, _first(faults))


def _first(faults: list[Fault]) -> str:
    """What to name; of what a picture shows and what it does not, the latter."""
    return next((fault for fault in faults if not fault.in_picture), faults[0]).name


def _faults(content: bytes) -> list[Fault]:
    return list(dict.fromkeys(faults_of_drawing(parse_untrusted(content))))


def _has_styled_text(content: bytes) -> bool:
    return bool(_TEXT.search(content) and _STYLED.search(content))


def _rewritten(content: bytes, faults: list[Fault]) -> bytes:
    root = parse_untrusted(content)
    remove_unshown(root)
    try:
        resolve_styles(root)
    except ValueError:  # rules for other media, which are named instead
        raise UndrawnError(f"pages do not draw {_first(faults)}") from None
    resolve_gradients(root)
    complete_shapes(root)
    etree.cleanup_namespaces(root)
    rewritten: bytes = etree.tostring(root)
    return rewritten
