"""The element that the engine was working on when it failed, and its text."""

from __future__ import annotations

import re
import traceback
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure.boxes import Box

from publish.errors import LayoutError
from publish.outputs.pdf.exchange.failures import FailureCause, LayoutFailed

# As they are in the manuscript too: without punctuation, and not the number before a note.
_WORDS = re.compile(r"[^\W\d_][^\W\d_ ]+(?: [^\W\d_]+){,6}|[^\W\d_](?: [^\W\d_]+){1,6}")
_WHOLE = ("html", "body", "section")  # elements that are not more specific than the section


def describe_failure(error: BaseException) -> FailureCause:
    """The message, hint and element of an exception of the engine."""
    if isinstance(error, LayoutFailed):
        return error.failure
    if isinstance(error, LayoutError):
        return FailureCause(error.message, error.hint or "")
    message = "it needs too much memory" if isinstance(error, MemoryError) else _message(error)
    element = _element(error)
    if element is None or element.tag in _WHOLE:
        return FailureCause(message)
    words = first_words(element)
    return FailureCause(f"{message}, at {quoted(element, words)}", element_text=words)


def quoted(element: Element, words: str) -> str:
    """An element as messages name it, with its first words."""
    return f"`<{element.tag}>`" + (f" “{words}”" if words else "")


def first_words(element: Element) -> str:
    """Some of the first words of an element; "" where it has none."""
    match = _WORDS.search("".join(element.itertext()))
    return match[0] if match else ""


def _message(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:2000]


def _element(error: BaseException) -> Element | None:
    """The element of the innermost box that the engine was working on."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    for frame in reversed(frames):
        for value in frame.f_locals.values():
            if (element := _element_of(value)) is not None:
                return element
    return None


def _element_of(value: Any) -> Element | None:
    element = value.element if isinstance(value, Box) else None
    return element if isinstance(element, Element) else None
