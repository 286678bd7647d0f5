"""Phrases of the imprint: copyright page, colophon and accessibility summary, by language.

Keyed like `publish.model.language`, and with the same fallback to English.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from publish.model.language import lineage


@dataclass(frozen=True, slots=True)
class Imprint:
    """`version` and `typefaces` are patterns with `{}` for a number and for names of typefaces."""

    version: str
    typefaces: str
    licence: str
    landmarks: str
    navigable: str
    described: str


_IMPRINTS = {
    "en": Imprint(
        "Version {}",
        "Typefaces: {}.",
        "The embedded fonts are licensed under the SIL Open Font License 1.1.",
        "Landmarks",
        "The text can be enlarged, recoloured and read aloud, and every section is reached from "
        "the contents.",
        "Every image has a description.",
    ),
    "de": Imprint(
        "Fassung {}",
        "Schriften: {}.",
        "Die eingebetteten Schriften stehen unter der SIL Open Font License 1.1.",
        "Orientierungspunkte",
        "Der Text lässt sich vergrößern, umfärben und vorlesen, und jeder Abschnitt ist vom Inhalt "
        "aus zu erreichen.",
        "Jedes Bild hat eine Beschreibung.",
    ),
    "fr": Imprint(
        "Version {}",
        "Caractères\u202f: {}.",
        "Les polices incorporées sont distribuées sous la licence SIL Open Font License 1.1.",
        "Repères",
        "Le texte peut être agrandi, recoloré et lu à voix haute, et chaque section est accessible "
        "depuis la table des matières.",
        "Chaque image est décrite.",
    ),
    "es": Imprint(
        "Versión {}",
        "Tipos de letra: {}.",
        "Las fuentes incluidas se distribuyen con la licencia SIL Open Font License 1.1.",
        "Puntos de referencia",
        "El texto puede ampliarse, cambiar de color y leerse en voz alta, y desde el índice se "
        "llega a cada sección.",
        "Cada imagen tiene una descripción.",
    ),
    "pt": Imprint(
        "Versão {}",
        "Tipos: {}.",
        "As fontes incorporadas são distribuídas sob a licença SIL Open Font License 1.1.",
        "Pontos de referência",
        "O texto pode ser ampliado, recolorido e lido em voz alta, e do sumário se chega a cada "
        "seção.",
        "Cada imagem tem uma descrição.",
    ),
    "pt-PT": Imprint(
        "Versão {}",
        "Tipos de letra: {}.",
        "Os tipos de letra incorporados são distribuídos sob a licença SIL Open Font License 1.1.",
        "Pontos de referência",
        "O texto pode ser ampliado, mudar de cor e ser lido em voz alta, e do índice chega-se a "
        "cada secção.",
        "Cada imagem tem uma descrição.",
    ),
    "it": Imprint(
        "Versione {}",
        "Caratteri: {}.",
        "I caratteri incorporati sono distribuiti con licenza SIL Open Font License 1.1.",
        "Punti di riferimento",
        "Il testo può essere ingrandito, ricolorato e letto ad alta voce, e dall’indice si "
        "raggiunge ogni sezione.",
        "Ogni immagine ha una descrizione.",
    ),
    "ru": Imprint(
        "Версия {}",
        "Гарнитуры: {}.",
        "Встроенные шрифты распространяются по лицензии SIL Open Font License 1.1.",
        "Ориентиры",
        "Текст можно увеличить, перекрасить и прослушать, и каждый раздел доступен из содержания.",
        "У каждого изображения есть описание.",
    ),
    "zh": Imprint(
        "版本 {}",
        "字体：{}。",
        "内嵌字体依照 SIL Open Font License 1.1 授权。",
        "导航标记",
        "文字可以放大、变色和朗读，每一节都可以从目录进入。",
        "每幅图像都有说明。",
    ),
    "zh-Hant": Imprint(
        "版本 {}",
        "字體：{}。",
        "內嵌字體依照 SIL Open Font License 1.1 授權。",
        "導覽標記",
        "文字可以放大、變色和朗讀，每一節都可以從目錄進入。",
        "每幅圖像都有說明。",
    ),
    "ja": Imprint(
        "版 {}",
        "書体：{}。",
        "埋め込みフォントは SIL Open Font License 1.1 に従います。",
        "ランドマーク",
        "文字の拡大、配色の変更、読み上げができ、すべての節に目次から移動できます。",
        "すべての画像に説明があります。",
    ),
    "ar": Imprint(
        "الإصدار {}",
        "الخطوط: {}.",
        "الخطوط المضمنة مرخصة برخصة SIL Open Font License 1.1.",
        "معالم الكتاب",
        "يمكن تكبير النص وتغيير ألوانه وقراءته جهرا، ويمكن الوصول إلى كل قسم من المحتويات.",
        "لكل صورة وصف.",
    ),
}


@cache
def imprint(language: str) -> Imprint:
    """The phrases for a BCP 47 tag."""
    found = (_IMPRINTS[tag] for tag in lineage(language) if tag in _IMPRINTS)
    return next(found, _IMPRINTS["en"])
