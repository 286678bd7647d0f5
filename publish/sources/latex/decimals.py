"""Numbers with a decimal comma, each of which becomes one number.

LaTeX writes `2{,}08`, and where the language has a decimal comma `2,08` as well; `2, 08` are two.
The library knows the full stop only, so that it gets that.
"""

from __future__ import annotations

import re
import unicodedata

from lxml import etree

_BRACED = re.compile(r"(?<![\d.])\d+(?:\{[.,]\}\d+)+")
# In a list of three numbers, and in an index, a comma separates.
_PLAIN = re.compile(r"(?<![\d.,])(?<!_\{)(\d+),(?=\d+(?!\d|[.,]\d))")


def with_full_stops(latex: str, *, decimal_comma: bool) -> tuple[str, dict[str, str]]:
    """The LaTeX with a full stop in such numbers, and each of those as it is shown."""
    shown: dict[str, str] = {}

    def convert(number: re.Match[str]) -> str:
        written = number[0].replace("{", "").replace("}", "")
        shown[converted := written.replace(",", ".")] = written
        return converted

    text = _PLAIN.sub(r"\1{,}", latex) if decimal_comma else latex
    return _BRACED.sub(convert, text), shown


def restore(math: etree._Element, shown: dict[str, str]) -> None:
    """Give each number of a formula its own mark again."""
    for node in math.iter("{*}mn", "{*}mtext", "{*}mi") if shown else ():
        text = node.text or ""
        if (written := shown.get(unicodedata.normalize("NFKC", text))) and "," in written:
            node.text = text.replace(".", ",")  # also of bold digits
        for converted, written in shown.items():
            node.text = (node.text or "").replace(converted, written)
