"""A small book in each of the ten languages, and the words expected in its products."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """A title, two sentences, and words that the toolchain must add in the language."""

    title: str
    sentence: str
    quoted: str
    chapter: str
    contents: str
    note: str


SAMPLES: Mapping[str, Sample] = {
    "en": Sample(
        "Paper and Ink",
        'The paper is white, and "the ink is black". It dries by noon.',
        "“the ink is black”",
        "Chapter 1",
        "Contents",
        "A note on glue.",
    ),
    "de": Sample(
        "Papier und Tinte",
        'Das Papier ist weiß, und "die Tinte ist schwarz". Bis zum Mittag trocknet sie.',
        "„die Tinte ist schwarz“",
        "Kapitel 1",
        "Inhalt",
        "Eine Anmerkung zum Leim.",
    ),
    "fr": Sample(
        "Le papier et l’encre",
        'Le papier est blanc : "l’encre est noire" ! Elle sèche avant midi.',
        "«\u202fl’encre est noire\u202f»\u202f!",
        "Chapitre 1",
        "Table des matières",
        "Une note sur la colle.",
    ),
    "es": Sample(
        "El papel y la tinta",
        'El papel es blanco y "la tinta es negra". Se seca antes del mediodía.',
        "«la tinta es negra»",
        "Capítulo 1",
        "Índice",
        "Una nota sobre la cola.",
    ),
    "pt": Sample(
        "O papel e a tinta",
        'O papel é branco e "a tinta é preta". Seca antes do meio-dia.',
        "“a tinta é preta”",
        "Capítulo 1",
        "Sumário",
        "Uma nota sobre a cola.",
    ),
    "it": Sample(
        "La carta e l’inchiostro",
        'La carta è bianca e "l’inchiostro è nero". Si asciuga prima di mezzogiorno.',
        "«l’inchiostro è nero»",
        "Capitolo 1",
        "Indice",
        "Una nota sulla colla.",
    ),
    "ru": Sample(
        "Бумага и чернила",
        'Бумага белая, а "чернила чёрные". К полудню они высохнут.',
        "«чернила чёрные»",
        "Глава 1",
        "Оглавление",
        "Примечание о клее.",
    ),
    "zh": Sample(
        "纸与墨",
        '纸是白的，而"墨是黑的"。到中午就干了。',
        "“墨是黑的”",
        "第1章",
        "目录",
        "关于胶的注。",
    ),
    "ja": Sample(
        "紙とインク",
        '紙は白く、"インクは黒い"。昼までに乾く。',
        "「インクは黒い」",
        "第1章",
        "目次",
        "にかわについての注。",
    ),
    "ar": Sample(
        "الورق والحبر",
        'الورق أبيض و "الحبر أسود" في سنة 1998، ويجف قبل الظهر.',
        "«الحبر أسود»",
        "الفصل 1",
        "المحتويات",
        "حاشية عن الغراء.",
    ),
}


def files_of(language: str, extra: str = "") -> dict[str, str]:
    """The files of the book: a chapter with a section, a list, a table and a note, and another."""
    sample = SAMPLES[language]
    long = " ".join([sample.sentence] * 30)
    return {
        "book.toml": (
            f'[book]\ntitle = "{sample.title}"\nlanguage = "{language}"\n'
            'identifier = "urn:uuid:5b0c31cb-6a1c-4a63-9c53-6a7f0a1d52a4"\n'
            f'[structure]\nbodymatter = ["a.md", "b.md"]\n'
        ),
        "a.md": (
            f"# {sample.title}\n\n{sample.sentence}[^1]\n\n[^1]: {sample.note}\n\n{long}\n\n"
            f"{extra}\n\n## {sample.title}\n\n- {sample.sentence}\n\n"
            f"| 1 | 2 |\n|---|---:|\n| {sample.title} | 12.5 |\n\nTable: {sample.title} {{#t}}\n\n"
            f"[](#b) `x(1)`\n\n{long}\n"
        ),
        "b.md": f"# {sample.title}\n\n{long}\n\n{long}\n",
    }
