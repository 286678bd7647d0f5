"""Scripts: the script and direction of a language, and the scripts of the characters of a text.

Scripts have their ISO 15924 names. Han characters are shared by four scripts and drawn differently
in each, so that the language decides: `Hans` for simplified and `Hant` for traditional Chinese,
`Jpan` for Japanese, `Kore` for Korean.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache

_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}  # UAX 9, 3.2
RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Thaa"})
HAN = frozenset({"Hans", "Hant", "Jpan", "Kore"})

_LANGUAGES = {
    "Arab": "ar ckb fa ks ps sd ug ur",
    "Armn": "hy hyw",
    "Beng": "as bn mni",
    "Cyrl": "be bg kk ky mk mn ru sr tg uk",
    "Deva": "bho hi mai mr ne sa",
    "Ethi": "am gez ti tig",
    "Geor": "ka xmf",
    "Grek": "el grc",
    "Gujr": "gu",
    "Guru": "pa",
    "Hans": "zh cmn",
    "Hant": "yue lzh",
    "Hebr": "he yi",
    "Jpan": "ja",
    "Khmr": "km",
    "Knda": "kn",
    "Kore": "ko",
    "Laoo": "lo",
    "Mlym": "ml",
    "Mymr": "my shn",
    "Orya": "or",
    "Sinh": "si",
    "Taml": "ta",
    "Telu": "te",
    "Thaa": "dv",
    "Thai": "th",
}
_SCRIPTS = {language: script for script, many in _LANGUAGES.items() for language in many.split()}
_TRADITIONAL = frozenset({"HK", "MO", "TW"})

# First and last code point of the blocks that need their own fonts, in order; "Han" is shared.
_BLOCKS = (
    (0x0530, 0x058F, "Armn"), (0x0590, 0x05FF, "Hebr"), (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"), (0x0870, 0x08FF, "Arab"), (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"), (0x0A00, 0x0A7F, "Guru"), (0x0A80, 0x0AFF, "Gujr"),
    (0x0B00, 0x0B7F, "Orya"), (0x0B80, 0x0BFF, "Taml"), (0x0C00, 0x0C7F, "Telu"),
    (0x0C80, 0x0CFF, "Knda"), (0x0D00, 0x0D7F, "Mlym"), (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"), (0x0E80, 0x0EFF, "Laoo"), (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"), (0x1100, 0x11FF, "Kore"), (0x1200, 0x139F, "Ethi"),
    (0x1780, 0x17FF, "Khmr"), (0x19E0, 0x19FF, "Khmr"), (0x1C90, 0x1CBF, "Geor"),
    (0x2D00, 0x2D2F, "Geor"), (0x2D80, 0x2DDF, "Ethi"), (0x2E80, 0x303F, "Han"),
    (0x3040, 0x30FF, "Jpan"), (0x3100, 0x312F, "Han"), (0x3130, 0x318F, "Kore"),
    (0x31A0, 0x31EF, "Han"), (0x31F0, 0x31FF, "Jpan"), (0x3200, 0x9FFF, "Han"),
    (0xA8E0, 0xA8FF, "Deva"), (0xA960, 0xA97F, "Kore"), (0xA9E0, 0xA9FF, "Mymr"),
    (0xAA60, 0xAA7F, "Mymr"), (0xAB00, 0xAB2F, "Ethi"), (0xAC00, 0xD7FF, "Kore"),
    (0xF900, 0xFAFF, "Han"), (0xFB13, 0xFB17, "Armn"), (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDCF, "Arab"), (0xFDF0, 0xFDFF, "Arab"), (0xFE30, 0xFE4F, "Han"),
    (0xFE70, 0xFEFC, "Arab"), (0xFF00, 0xFFEF, "Han"), (0x1EE00, 0x1EEFF, "Arab"),
    (0x20000, 0x323AF, "Han"),
)  # fmt: skip
_STARTS = [first for first, _, _ in _BLOCKS]
_ASCII = bytes(range(0x80))
# Blocks with all right-to-left characters, and some others.
_RTL_BLOCKS = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


@cache
def script_of(language: str) -> str:
    """The script of a BCP 47 tag: the subtag's, or else the usual one of the language."""
    primary, *rest = language.split("-")
    for part in rest:
        if len(part) == 4 and part.isalpha():
            named = part.title()
            return {"Hani": "Hans", "Aran": "Arab"}.get(named, named)
    script = _SCRIPTS.get(primary.lower(), "Latn")
    if script == "Hans" and any(part.upper() in _TRADITIONAL for part in rest):
        return "Hant"
    return script


def direction(language: str) -> str:
    """The writing direction of a language: "rtl" or "ltr"."""
    return "rtl" if script_of(language) in RIGHT_TO_LEFT else "ltr"


def strong_directions(text: str) -> list[str]:
    """The directions of the characters of a text with strong direction (UAX 9), in order."""
    if text.isascii():
        return ["ltr"] * sum(map(str.isalpha, text))
    directions = (_STRONG.get(unicodedata.bidirectional(character)) for character in text)
    return [direction for direction in directions if direction is not None]


def non_ascii(text: str | bytes) -> str:
    """The characters of a text, or of a text in UTF-8, that are not ASCII, in order."""
    if text.isascii():
        return ""
    content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return content.translate(None, _ASCII).decode("utf-8", "surrogatepass")


def may_contain_rtl(text: str | bytes) -> bool:
    """Whether a text, or a text in UTF-8, may have right-to-left characters; False is certain."""
    return _RTL_BLOCKS.search(non_ascii(text)) is not None


def contains_rtl(text: str) -> bool:
    """Whether a text has right-to-left characters; the digits of those scripts are none."""
    return not text.isascii() and "rtl" in strong_directions("".join(_RTL_BLOCKS.findall(text)))


def scripts_in(text: str | bytes, language: str) -> set[str]:
    """The scripts in a text, or a text in UTF-8, that need their own fonts.

    Han characters count as the script of the language if it has them, else as simplified Chinese.
    """
    characters = set(non_ascii(text))
    if not characters:
        return set()
    usual = script_of(language)
    han = usual if usual in HAN else "Hans"
    scripts = {_block_script(ord(character)) for character in characters} - {""}
    return {han if script == "Han" else script for script in scripts}


def _block_script(code_point: int) -> str:
    index = bisect_right(_STARTS, code_point) - 1
    if index < 0:
        return ""
    _, last, script = _BLOCKS[index]
    return script if code_point <= last else ""
