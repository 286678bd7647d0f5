"""Bold, script and other alphabets as the Unicode characters for them.

MathML Core knows `mathvariant` only as `normal`: a browser would draw a bold x upright and light.
"""

from __future__ import annotations

import unicodedata

_STYLES = {
    "bold": "BOLD",
    "italic": "ITALIC",
    "bold-italic": "BOLD ITALIC",
    "double-struck": "DOUBLE-STRUCK",
    "script": "SCRIPT",
    "fraktur": "FRAKTUR",
    "sans-serif": "SANS-SERIF",
    "monospace": "MONOSPACE",
}
# Letters that Unicode had before the alphabets, by the words of their names.
_OLDER = {"DOUBLE-STRUCK": "DOUBLE-STRUCK", "SCRIPT": "SCRIPT", "FRAKTUR": "BLACK-LETTER"}
_PLANCK = {"ITALIC SMALL H": "\u210e"}


def in_alphabet(text: str, variant: str) -> str:
    """A text in a variant of MathML 3; characters without such a form stay as they are."""
    style = _STYLES.get(variant)
    return "".join(_variant_of(character, style) for character in text) if style else text


def _variant_of(character: str, style: str) -> str:
    name = unicodedata.name(character, "")
    plain = name.removeprefix("LATIN ").removeprefix("GREEK ").replace(" LETTER ", " ")
    if not name.startswith(("LATIN ", "GREEK ", "DIGIT ")):
        return character
    wanted = f"{style} {plain}"
    names = [f"MATHEMATICAL {wanted}"]
    if style in _OLDER:
        names.append(f"{_OLDER[style]} {plain}")
    variants = map(_lookup, names)
    return next(filter(None, variants), _PLANCK.get(wanted, character))


def _lookup(name: str) -> str | None:
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return None
