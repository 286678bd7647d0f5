"""The markers of each level, by language.

In a pattern `n r w o A a z p` is the number among siblings (Arabic, Roman, in words, as an ordinal,
letters, Chinese, path), and `N R Z` the number through the book.
"""

from __future__ import annotations

import re

from publish.model.numerals import han

ROMAN = (
    "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII XXIV "
    "XXV XXVI XXVII XXVIII XXIX XXX XXXI XXXII XXXIII XXXIV XXXV XXXVI XXXVII XXXVIII XXXIX XL"
).split()
_WORDS = {
    "en": "One Two Three Four Five Six Seven Eight Nine Ten",
    "de": "Eins Zwei Drei Vier Fünf Sechs Sieben Acht Neun Zehn",
    "fr": "Un Deux Trois Quatre Cinq Six Sept Huit Neuf Dix",
    "es": "Uno Dos Tres Cuatro Cinco Seis Siete Ocho Nueve Diez",
    "ru": "Один Два Три Четыре Пять Шесть Семь Восемь Девять Десять",
    "zh": "一 二 三 四 五 六 七 八 九 十",
}
_ORDINALS = {
    "en": "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth",
    "de": "Erster Zweiter Dritter Vierter Fünfter Sechster Siebter Achter Neunter Zehnter",
    "fr": "Première Deuxième Troisième Quatrième Cinquième Sixième Septième Huitième Neuvième",
    "es": "Primera Segunda Tercera Cuarta Quinta Sexta Séptima Octava Novena Décima",
    "ru": "Первая Вторая Третья Четвёртая Пятая Шестая Седьмая Восьмая Девятая Десятая",
    "zh": "一 二 三 四 五 六 七 八 九 十",
}

# Each level in a style of its own, two to four levels.
DISTINCT: dict[str, tuple[tuple[str, ...], ...]] = {
    "en": (
        ("PART {w}", "Chapter {N}.", "{n}."), ("Book {r}", "Chapter {r}"), ("{r}.", "{A}.", "{n}."),
        ("{p}", "{p}", "{p}"), ("Chapter {n}:", "{n}.{a}"), ("{A}.", "{n})", "({a})"),
        ("Part the {o}", "Section {n}", "§ {N}."), ("UNIT {n}", "Lesson {N}"),
        ("Volume {r}", "Part {n}", "Chapter {R}", "{n}."), ("Act {r}", "Scene {n}"),
        ("Title {r}", "Article {N}."), ("({n})", "({a})"), ("{r}", "{n}"),
        ("PART {r}.", "CHAPTER {R}."), ("Appendix {A}", "{A}.{n}"),
        ("{A}.", "({n})", "{i}."), ("Chapter {r}", "({i})"), ("PART {w}", "{n}.", "({i})", "({a})"),
        ("Chapter {N}.", ""), ("{n}.", ""), ("{r}.", "{A}.", ""),
    ),
    "de": (
        ("{o} Teil", "{n}. Kapitel", "§ {N}"), ("Teil {r}:", "Kapitel {N}:", "{n}."),
        ("{p}", "{p}", "{p}"), ("Buch {r}", "Kapitel {r}"), ("{A}.", "{r}.", "{n}.", "{a})"),
        ("Abschnitt {n}", "Artikel {N}"), ("{r}.", "{n}."), ("Kapitel {N}:", ""),
        ("Teil {A}", "{r}.", "({i})"), ("Lektion {n}", "{n}.{a}"),
        ("Hauptstück {r}", "§ {N}."),
    ),
    "fr": (
        ("{o} partie", "Chapitre {r}", "{n}."), ("Livre {r}", "Chapitre {r}"),
        ("Titre {r}", "Article {N}."), ("{r}. —", "{A}. —", "{n}°"), ("{p}", "{p}", "{p}"),
        ("TOME {r}", "LIVRE {n}", "CHAPITRE {R}"), ("Leçon {n}", "{a})"),
        ("Chapitre {R}.", ""),
        ("Partie {A}", "{n}.", "({i})"),
        ("Titre {r}", "Chapitre {r}", "Section {n}", "Article {N}."),
    ),
    "es": (
        ("{o} parte", "Capítulo {N}", "{n}."), ("Libro {r}", "Capítulo {r}"),
        ("Título {r}", "Artículo {N}."), ("{r}.", "{n}.", "{a})"), ("{p}", "{p}", "{p}"),
        ("PARTE {r}", "CAPÍTULO {R}"), ("Tomo {r}", "Parte {n}", "Capítulo {R}", "{n}."),
        ("Lección {n}", "{n}.{a}"),
    ),
    "ru": (
        ("Часть {o}", "Глава {N}", "{n}."), ("Раздел {r}", "Глава {N}.", "Статья {N}."),
        ("Том {r}", "Часть {n}", "Глава {R}"), ("{r}.", "{n}.", "{a})"), ("{p}", "{p}", "{p}"),
        ("ЧАСТЬ {r}", "ГЛАВА {R}"), ("Глава {n}", "§ {n}."),
    ),
    "zh": (
        ("第{z}部分", "第{Z}章", "第{z}节"), ("第{z}编", "第{Z}章"),
        ("第{z}章", "第{z}节", "{z}、"),
        ("{z}、", "（{z}）", "{n}."), ("卷{z}", "第{Z}回"), ("第{n}章", "{p}"),
        ("{p}", "{p}", "{p}"), ("第{z}章", "第{Z}条"), ("第{z}章", ""),
        ("第{z}篇", "第{z}章", "第{z}节", "（{z}）"),
    ),
}  # fmt: skip

SAME = {
    code: (("{n}.",), ("{n}",), ("{r}.",), ("{n})",)) if code != "zh" else (("{n}.",), ("{z}、",))
    for code in DISTINCT
}


def marker(pattern: str, path: tuple[int, ...], count: int, code: str) -> str:
    """The marker of the section at `path`, the `count`th of its level."""
    n = path[-1]
    parent = chr(96 + n)
    values = {
        "n": str(n), "r": ROMAN[n - 1], "w": _pick(_WORDS, code, n), "o": _pick(_ORDINALS, code, n),
        "A": chr(64 + n), "a": parent, "z": han(n), "p": ".".join(map(str, path)),
        "N": str(count), "R": ROMAN[(count - 1) % 40], "Z": han(count), "i": ROMAN[n - 1].lower(),
    }  # fmt: skip
    if pattern in ("{n}.{a}", "{A}.{n}"):
        first = str(path[-2]) if len(path) > 1 else str(n)
        return f"{chr(64 + int(first)) if pattern == '{A}.{n}' else first}.{n}"
    text = re.sub(r"\{(\w)\}", lambda match: values[match[1]], pattern)
    upper = re.sub(r"\{\w\}", "", pattern)
    return text.upper() if upper.isupper() and len(upper.strip(" .")) > 3 else text


def _pick(table: dict[str, str], code: str, n: int) -> str:
    words = table[code].split()
    return words[(n - 1) % len(words)]
