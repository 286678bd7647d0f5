"""Composed letters: `é` is one character, and not `e` with an accent, as macOS writes file names.

Both look the same and are equal by Unicode (UAX 15). Texts, manifests and the names of files are
composed where they enter, so that names, references and terms are equal as soon as they look so.
"""

from __future__ import annotations

import re
from unicodedata import is_normalized, normalize

# Han characters for compatibility are drawn differently from those that they would become.
_COMPOSABLE = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")


def composed(text: str) -> str:
    """A text with composed letters (NFC)."""
    if is_normalized("NFC", text):
        return text
    return _COMPOSABLE.sub(lambda match: normalize("NFC", match[0]), text)
