"""Lines that begin with a sum, a measure, a time or an edition: none is the number of a heading."""

from __future__ import annotations

import re
from functools import cache

from publish.importers.plaintext.divisions import counted_names, unit_names

_AMOUNT = r"[0-9]+(?:[.,\u00a0\u202f][0-9]+)*"
_CLOCK = r"[0-9]{1,2}[:.h][0-9]{2}\s*(?:[ap]\.?m\b|o'clock\b)"
_ADDRESS = (
    r"[0-9]{1,3},? (?:rue|avenue|place|boulevard)\b"
    r"|[0-9]{1,3}[a-z]? (?:[A-Z][\w'-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Square|Drive)\b"
)


@cache
def _pattern() -> re.Pattern[str]:
    ordinal = rf"[0-9]{{1,3}}(?:\.[ºª]?|st|nd|rd|th|e|-е)?\s+(?:{counted_names()})(?!\w)"
    measure = rf"{_AMOUNT}\s*(?:%|(?:{unit_names()})(?!\w))"
    return re.compile("|".join((measure, ordinal, _CLOCK, "[£$€¥][0-9]", _ADDRESS)))


def starts_with_quantity(text: str) -> bool:
    """Whether a line begins with a quantity ("3.5 million"), an edition or an address."""
    return bool(_pattern().match(text))
