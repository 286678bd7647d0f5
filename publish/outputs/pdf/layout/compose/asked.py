"""What is asked of the next layout of a chapter that ends on a page of a few lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

_ASKED = "asked"  # an attribute of the engine's configuration of fonts


@dataclass(slots=True)
class Asked:
    """The numbers of lines of some paragraphs, and the lines that stay free on some pages.

    Pages are those of a document, counted from 1.
    """

    lines: dict[Element, int] = field(default_factory=dict)
    free: dict[tuple[Element, int], int] = field(default_factory=dict)


def asked_of(fonts: Any) -> Asked:
    """What is asked of all layouts with some fonts."""
    asked: Asked = vars(fonts).setdefault(_ASKED, Asked())
    return asked
