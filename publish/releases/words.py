"""Words of a text in any script: what is counted and compared."""

from __future__ import annotations

import re

# Each character of a script that is written without spaces is a word.
WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]|[^\W\u3040-\u9fff]+"
)


def count_words(text: str) -> int:
    """The number of words in a text."""
    return len(WORD.findall(text))
