"""Words with a form of their own: keys `[Ctrl+C]{.key}`, and readings `[漢字]{ruby="かん|じ"}`."""

from __future__ import annotations

import re
from itertools import zip_longest

from lxml import etree

from publish.model.markup import (
    KEY,
    KEYS,
    READING_BRACKETS,
    RUBY_BASE,
    SMALL_CAPS,
    X,
    add_classes,
    classes_of,
    has_class,
)
from publish.model.xhtml import element, source_location, text_of
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.parsing.placeholders import ELLIPSIS, EM, EN, QUOTES

_SMALL_CAPS_OF_PANDOC = "smallcaps"
_PLUS = re.compile(r"(?<=[^+\s])\s*\+\s*(?=\S)")
_TYPED = dict(
    zip([*QUOTES, EM, EN, ELLIPSIS], ['"', '"', "'", "'", "---", "--", "..."], strict=True)
)
_AS_TYPED = str.maketrans(_TYPED)


def shape_words(root: etree._Element, source: SourceFile) -> None:
    """Shape every span of the class `key` or `smallcaps`, or with the attribute `ruby`."""
    for span in list(root.iter(f"{X}span")):
        if has_class(span, _SMALL_CAPS_OF_PANDOC):
            add_classes(span, SMALL_CAPS)
        if has_class(span, KEY):
            _shape_keys(span)
        if readings := span.attrib.pop("ruby", ""):
            _shape_ruby(span, str(readings).split("|"), source)


def _shape_keys(span: etree._Element) -> None:
    """One `kbd`, or one with a `kbd` for each key (HTML, 4.5.21)."""
    text = text_of(span).translate(_AS_TYPED)
    keys = _PLUS.split(text)
    _empty(span)
    span.tag = f"{X}kbd"
    names = [name for name in classes_of(span) if name != KEY]
    span.set("class", " ".join([KEYS if len(keys) > 1 else KEY, *names]))
    if len(keys) == 1:
        span.text = text
        return
    for key in keys:
        span.append(element("kbd", key, class_=KEY))
        span[-1].tail = "+"
    span[-1].tail = None


def _shape_ruby(span: etree._Element, readings: list[str], source: SourceFile) -> None:
    """Each part of the words with its reading; the parts are characters, or divided by `|`."""
    text = text_of(span)
    parts = _parts(text, len(readings))
    if len(parts) != len(readings):
        message = f"`{text}` has {len(parts)} parts, and {len(readings)} readings"
        hint = "write a reading for each character, or divide words and readings by `|`"
        source.report.add("STR-024", message, source_location(span, source.path), hint=hint)
    pairs = zip_longest(parts, readings, fillvalue="")
    _empty(span)
    span.extend(_ruby(part, reading.strip()) for part, reading in pairs if part)


def _parts(text: str, readings: int) -> list[str]:
    """The parts of words that readings belong to."""
    if "|" in text:
        return text.split("|")
    return [text] if readings == 1 else list(text)


def _ruby(part: str, reading: str) -> etree._Element:
    """A part with its reading, in brackets for a reading system that shows them in the line."""
    base = element("span", part, class_=RUBY_BASE)
    if not reading:
        return base
    opening, closing = (element("rp", bracket) for bracket in READING_BRACKETS)
    ruby = element("ruby")
    ruby.extend([base, opening, element("rt", reading), closing])
    return ruby


def _empty(node: etree._Element) -> None:
    del node[:]
    node.text = None
