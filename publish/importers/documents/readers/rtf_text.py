"""RTF: headings by the styles of its paragraphs, and notes, which pandoc does not read.

Rich Text Format 1.9.1, "Style Sheet": a style has a number, and its level or name tells its rank.
"""

from __future__ import annotations

import re

from publish.importers.documents.styles import guess

_SHEET = re.compile(r"\{\\stylesheet\s*(?P<styles>(?:\{[^{}]*\}\s*|\{\\\*[^{}]*\}\s*)*)\}")
_STYLE = re.compile(r"\{\\s(?P<number>\d+)(?P<words>[^{}]*?)(?P<name>[^\\{};]*);\}")
_LEVEL = re.compile(r"\\outlinelevel(\d)")


def rewrite_rtf(text: str) -> str:
    """The text with its notes, and the level of each paragraph whose style is that of a heading."""
    # A reader may skip what has this mark, and pandoc does.
    text = text.replace("{\\*\\footnote", "{\\footnote")
    sheet = _SHEET.search(text)
    if sheet is None:
        return text
    levels = dict(_levels(sheet["styles"]))
    if not levels:
        return text

    def with_level(match: re.Match[str]) -> str:
        level = levels.get(match[1])
        return match[0] if level is None else f"{match[0]}\\outlinelevel{level}"

    body = re.sub(r"\\s(\d+)(?=[\\\s{])", with_level, text[sheet.end() :])
    return text[: sheet.end()] + body


def _levels(styles: str) -> list[tuple[str, int]]:
    found = []
    for style in _STYLE.finditer(styles):
        meaning = guess(re.sub(r"^\S*?\d* ", "", style["name"]).strip()) or guess(
            style["name"].strip()
        )
        own = _LEVEL.search(style["words"])
        if own or (meaning or "").startswith("heading"):
            level = int(own[1]) if own else int((meaning or "")[-1]) - 1
            found.append((style["number"], level))
    return found
