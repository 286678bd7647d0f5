"""Finds what the engine was at when it failed: the element, and what it says."""

from __future__ import annotations

import re
import traceback
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure.boxes import Box

from publish.errors import LayoutError
from publish.outputs.pdf.exchange.failures import Failure, LayoutFailed

# As they stand in the manuscript too: without marks, and not the number before a note.
_WORDS = re.compile(r"[^\W\d_][^\W\d_ ]+(?: [^\W\d_]+){,6}|[^\W\d_](?: [^\W\d_]+){1,6}")
_WHOLE = ("html", "body", "section")  # what says no more than the section does


def blame(error: BaseException) -> Failure:
    """What is to be told of an exception of the engine."""
    if isinstance(error, LayoutFailed):
        return error.failure
    if isinstance(error, LayoutError):
        return Failure(error.message, error.hint or "")
    said = "it takes too much memory" if isinstance(error, MemoryError) else _named(error)
    found = _element(error)
    if found is None or found.tag in _WHOLE:
        return Failure(said)
    words = opening(found)
    return Failure(f"{said}, at {shown(found, words)}", element_text=words)


def shown(element: Element, words: str) -> str:
    """An element as messages name it."""
    return f"`<{element.tag}>`" + (f" “{words}”" if words else "")


def opening(element: Element) -> str:
    """Some of the first words of an element; "" where it has none."""
    found = _WORDS.search("".join(element.itertext()))
    return found[0] if found else ""


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:2000]


def _element(error: BaseException) -> Element | None:
    """The element of the innermost box that the engine was at."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    for frame in reversed(frames):
        for value in frame.f_locals.values():
            if (element := _of(value)) is not None:
                return element
    return None


def _of(value: Any) -> Element | None:
    element = value.element if isinstance(value, Box) else None
    return element if isinstance(element, Element) else None
