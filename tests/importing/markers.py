"""The markers of headings, by the style of a book."""

from __future__ import annotations

from collections.abc import Callable

from publish.model.numerals import han

Marker = Callable[[tuple[int, ...], int], str]  # ordinals from the top, running number → marker

_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()

_WORDS = "One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve".split()

_GERMAN = "Erster Zweiter Dritter Vierter Fünfter Sechster Siebter Achter Neunter".split()

_HAN = [han(i) for i in range(1, 100)]


def plain(path: tuple[int, ...], _: int) -> str:
    """`1.`, restarting."""
    return f"{path[-1]}."


def running(_: tuple[int, ...], count: int) -> str:
    """`1.`, through the book."""
    return f"{count}."


def _of(pattern: str, numerals: list[str] | None = None, *, runs_on: bool = False) -> Marker:
    def marker(path: tuple[int, ...], count: int) -> str:
        ordinal = count if runs_on else path[-1]
        return pattern.format(numerals[ordinal - 1] if numerals else ordinal)

    return marker


def _decimal(path: tuple[int, ...], _: int) -> str:
    return ".".join(map(str, path)) + ("." if len(path) == 1 else "")


def _article(path: tuple[int, ...], count: int) -> str:
    """Articles that run on, with one inserted after the fourth: 4, 4a, 5."""
    if count == 5:
        return "Article 4a."
    return f"Article {count - 1 if count > 5 else count}."


_UPPER = [chr(65 + i) for i in range(26)]

_LOWER = [chr(97 + i) for i in range(26)]

STYLES: dict[str, tuple[Marker, ...]] = {
    "one style": (plain, plain, plain),
    "law": (_of("Part {}", _ROMAN), _of("Chapter {}", runs_on=True), _article),
    "law of chapters": (_of("CHAPTER {}", _ROMAN), _of("Article {}", runs_on=True)),
    "german law": (
        _of("{} Teil", _GERMAN), _of("{}. Abschnitt"), _of("§ {}", runs_on=True)
    ),
    "german book": (_of("Teil {}", _ROMAN), _of("Kapitel {}", runs_on=True), _of("{}.")),
    "chinese": (_of("{}、", _HAN), _of("（{}）", _HAN), _of("{}.")),
    "chinese law": (_of("第{}章", _HAN), _of("第{}条", _HAN, runs_on=True)),
    "letters": (_of("{}.", _ROMAN), _of("{}.", _UPPER), _of("{}."), _of("{})", _LOWER)),
    "outline": (_of("{}.", _UPPER), _of("{}."), _of("({})", _LOWER)),
    "decimal": (_decimal, _decimal, _decimal, _decimal),
    "running": (_of("Part {}", _WORDS), running),
    "chapters": (_of("Part {}.", _WORDS), _of("Chapter {}."), _of("{}.{}")),
}  # fmt: skip

LANGUAGES = {"german law": "de", "german book": "de", "chinese": "zh", "chinese law": "zh"}


def _section_of_chapter(path: tuple[int, ...], _: int) -> str:
    return f"{path[1]}.{path[2]}"


STYLES["chapters"] = (*STYLES["chapters"][:2], _section_of_chapter)
