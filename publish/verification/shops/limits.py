"""Whether values keep to a rule, and in words where they do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from publish.model.shop import Measure, Rule
from publish.verification.shops.measured import Measured

# What a number counts, in messages.
_UNITS = {
    Measure.FILE_BYTES: "bytes",
    Measure.DOCUMENT_BYTES: "bytes with its images",
    Measure.DOCUMENTS: "documents",
    Measure.COVER_SHORT_SIDE: "pixels on its shorter side",
    Measure.COVER_LONG_SIDE: "pixels on its longer side",
    Measure.COVER_RATIO: "times as high as wide",
    Measure.COVER_BYTES: "bytes",
    Measure.IMAGE_BYTES: "bytes",
    Measure.IMAGE_PIXELS: "pixels",
    Measure.IMAGE_SIDE: "pixels on its longer side",
    Measure.DRAWINGS: "SVG images",
    Measure.INLINE_STYLES: "elements with a style of their own",
    Measure.REMOTE_FILES: "files on the web",
    Measure.TABLE_COLUMNS: "columns",
    Measure.ALT_CHARACTERS: "characters in an alternative text",
    Measure.CONTENTS_DEPTH: "levels of contents",
    Measure.CONTENTS_ENTRIES: "entries in the contents",
}


def broken(rule: Rule, values: Iterable[Measured]) -> Iterator[str]:
    """Each value that a rule does not allow, and each word that it needs and that is absent."""
    values = list(values)
    for each in values:
        if reason := _fault(rule, each.value):
            yield f"{each.subject}: {reason}" if each.subject else reason
    present = {each.value for each in values}
    for word in rule.needs:
        if word not in present:
            yield f"no {word.replace('-', ' ')}"


def _fault(rule: Rule, value: float | str) -> str:
    """What is wrong with a value; empty if nothing is."""
    if isinstance(value, str):
        return _fault_of_word(rule, value)
    amount = f"{_written(value)} {_UNITS[rule.of]}"
    if rule.most is not None and value > rule.most:
        return f"{amount}, where {_written(rule.most)} are the most"
    if rule.least is not None and value < rule.least:
        return f"{amount}, where {_written(rule.least)} are the least"
    return ""


def _fault_of_word(rule: Rule, word: str) -> str:
    refused = word in rule.never or (rule.among and word not in rule.among)
    return f"`{word}`" if refused or (rule.like and not re.fullmatch(rule.like, word)) else ""


def _written(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")
