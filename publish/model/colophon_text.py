"""Phrases of the copyright page and the colophon, by language.

The languages and the fallback to English are those of `publish.model.language`.
"""

from __future__ import annotations

from functools import cache

import msgspec

from publish.model.language import fallback_tags


class ColophonText(msgspec.Struct, frozen=True):
    """The phrases of one language.

    `version` is a pattern with `{}` for a number, `typefaces` one with `{}` for names.
    """

    version: str
    typefaces: str
    licence: str
    landmarks: str


_TEXTS = {
    "en": ColophonText(
        "Version {}",
        "Typefaces: {}.",
        "The embedded fonts are licensed under the SIL Open Font License 1.1.",
        "Landmarks",
    ),
    "de": ColophonText(
        "Fassung {}",
        "Schriften: {}.",
        "Die eingebetteten Schriften stehen unter der SIL Open Font License 1.1.",
        "Orientierungspunkte",
    ),
    "fr": ColophonText(
        "Version {}",
        "Caractères\u202f: {}.",
        "Les polices incorporées sont distribuées sous la licence SIL Open Font License 1.1.",
        "Repères",
    ),
    "es": ColophonText(
        "Versión {}",
        "Tipos de letra: {}.",
        "Las fuentes incluidas se distribuyen con la licencia SIL Open Font License 1.1.",
        "Puntos de referencia",
    ),
    "pt": ColophonText(
        "Versão {}",
        "Tipos: {}.",
        "As fontes incorporadas são distribuídas sob a licença SIL Open Font License 1.1.",
        "Pontos de referência",
    ),
    "pt-PT": ColophonText(
        "Versão {}",
        "Tipos de letra: {}.",
        "Os tipos de letra incorporados são distribuídos sob a licença SIL Open Font License 1.1.",
        "Pontos de referência",
    ),
    "it": ColophonText(
        "Versione {}",
        "Caratteri: {}.",
        "I caratteri incorporati sono distribuiti con licenza SIL Open Font License 1.1.",
        "Punti di riferimento",
    ),
    "ru": ColophonText(
        "Версия {}",
        "Гарнитуры: {}.",
        "Встроенные шрифты распространяются по лицензии SIL Open Font License 1.1.",
        "Ориентиры",
    ),
    "zh": ColophonText(
        "版本 {}",
        "字体：{}。",
        "内嵌字体依照 SIL Open Font License 1.1 授权。",
        "导航标记",
    ),
    "zh-Hant": ColophonText(
        "版本 {}",
        "字體：{}。",
        "內嵌字體依照 SIL Open Font License 1.1 授權。",
        "導覽標記",
    ),
    "ja": ColophonText(
        "版 {}",
        "書体：{}。",
        "埋め込みフォントは SIL Open Font License 1.1 に従います。",
        "ランドマーク",
    ),
    "ar": ColophonText(
        "الإصدار {}",
        "الخطوط: {}.",
        "الخطوط المضمنة مرخصة برخصة SIL Open Font License 1.1.",
        "معالم الكتاب",
    ),
}


@cache
def colophon_text(language: str) -> ColophonText:
    """The phrases for a BCP 47 tag."""
    texts = (_TEXTS[tag] for tag in fallback_tags(language) if tag in _TEXTS)
    return next(texts, _TEXTS["en"])
