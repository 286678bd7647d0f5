"""Detects the language of a text by its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter

_COMMON = {
    "en": "the and of to in is that for with was are",
    "de": "der die und das ist nicht mit den von ein zu",
    "fr": "le la les et des est que dans une pour du",
    "es": "el los las y de que en una para del con",
    "it": "il di che la e per una sono del con gli",
    "pt": "o os de que e do da em uma para com não",
    "nl": "de het een en van is dat niet met zijn op",
    "sv": "och att det som en på är av för med den till inte",
    "pl": "się nie że jest oraz przez dla jako które tego",
    "cs": "že se je jsou není pro který jako byl ale",
}
# By their script alone: the letters, and their smallest share.
_SCRIPTS = {
    "ja": ("\u3040-\u30ff", 0.1), "zh": ("\u4e00-\u9fff", 0.2), "ko": ("\uac00-\ud7a3", 0.2),
    "uk": ("іїєґ", 0.02), "ru": ("\u0400-\u04ff", 0.2), "el": ("\u0370-\u03ff", 0.2),
    "he": ("\u0590-\u05ff", 0.2), "ar": ("\u0600-\u06ff", 0.2),
}  # fmt: skip
_SAMPLE = 20_000  # characters; more make no difference
_FALLBACK = "en"
_SHARE = 0.1  # of the words of a text that are its commonest ones


def guess_language(text: str) -> str:
    """The BCP 47 code of the likeliest language; `en` without evidence."""
    sample = text[:_SAMPLE].lower()
    letters = max(1, len(re.findall(r"\w", sample)))
    for code, (script, share) in _SCRIPTS.items():
        if len(re.findall(f"[{script}]", sample)) > share * letters:
            return code
    words = Counter(re.findall(r"[^\W\d_]+", sample))
    scores = {code: sum(words[w] for w in common.split()) for code, common in _COMMON.items()}
    best = max(sorted(scores), key=lambda code: scores[code])
    return best if scores[best] else _FALLBACK


def may_be(code: str, text: str) -> bool:
    """Whether a text may be in a language that is not guessed here, by its primary code: one in
    Latin letters that does not have the words of another."""
    words = re.findall(r"[^\W\d_]+", text[:_SAMPLE].lower())
    if code in _COMMON or code in _SCRIPTS or not words:
        return False
    others = _COMMON[guess_language(text)].split() if guess_language(text) in _COMMON else None
    return others is not None and sum(map(others.__contains__, words)) < _SHARE * len(words)
