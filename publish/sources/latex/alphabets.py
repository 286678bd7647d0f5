"""Bold, script and other alphabets as the signs that Unicode has for them.

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
# Letters that Unicode had before it had the alphabets, by the words of their names.
_ELDER = {"DOUBLE-STRUCK": "DOUBLE-STRUCK", "SCRIPT": "SCRIPT", "FRAKTUR": "BLACK-LETTER"}
_PLANCK = {"ITALIC SMALL H": "\u210e"}


def restyled(text: str, variant: str) -> str:
    """A text in one of the variants that MathML 3 names; signs without such a form stay."""
    style = _STYLES.get(variant)
    return "".join(_restyled(sign, style) for sign in text) if style else text


def _restyled(sign: str, style: str) -> str:
    name = unicodedata.name(sign, "")
    plain = name.removeprefix("LATIN ").removeprefix("GREEK ").replace(" LETTER ", " ")
    if not name.startswith(("LATIN ", "GREEK ", "DIGIT ")):
        return sign
    wanted = f"{style} {plain}"
    names = [f"MATHEMATICAL {wanted}"]
    if style in _ELDER:
        names.append(f"{_ELDER[style]} {plain}")
    found = (_lookup(each) for each in names)
    return next(filter(None, found), _PLANCK.get(wanted, sign))


def _lookup(name: str) -> str | None:
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return None
