"""Macros that a project defines beside its text, as definitions that pandoc puts in their places.

Those of formulas in MyST, and those of LaTeX that books in Markdown use: of formulas, of the index.
https://mystmd.org/guide/math#math-macros
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from publish.importers.documents.dialects.lines import rewrite_outside_code, rewrite_outside_spans

_NAME = re.compile(r"\\[A-Za-z]+")
_OF_INDEX = re.compile(
    r"\\(?:re)?newcommand\*?\s*\{?\\(?P<name>[A-Za-z]+)\}?\s*\[1\]\s*"
    r"\{(?P<words>\\index\{(?:[^{}]|\{[^{}]*\})*\})\s*\}"
)
_WORDS = r"[^{}]"
for _ in range(4):  # braces in braces, as deep as definitions have them
    _WORDS = rf"(?:[^{{}}]|\{{{_WORDS}*\}})"
_DEFINED = re.compile(
    r"\\(?:(?:newcommand|providecommand|DeclareMathOperator)\*?\s*\{?\s*\\(?P<new>[A-Za-z]+)\s*\}?"
    r"(?:\s*\[[1-9]\](?:\[[^\]]*\])?)?|def\s*\\(?P<old>[A-Za-z]+)(?:\#[1-9])*)"
    rf"\s*\{{{_WORDS}*\}}"
)
_COMMENT = re.compile(r"(?<!\\)%.*")
_USED = re.compile(r"\\([A-Za-z]+)")


def macro_definitions(macros: Mapping[str, object]) -> str:
    """Definitions to stand before a text in Markdown: a macro with its LaTeX, or with a table."""
    lines = []
    for name, value in macros.items():
        tex = str(value.get("macro", "") if isinstance(value, dict) else value)
        if _NAME.fullmatch(str(name)):
            count = max(map(int, re.findall(r"#([1-9])", tex)), default=0)
            given = f"[{count}]" if count else ""
            lines.append(f"\\newcommand{{{name}}}{given}{{{tex}}}")
    return "".join(f"{line}\n" for line in lines) + ("\n" if lines else "")


def defined_macros(texts: Iterable[str]) -> dict[str, str]:
    """The definitions of macros in the set-up of a printed book, by name; later ones win."""
    found = (match for text in texts for match in _DEFINED.finditer(_COMMENT.sub("", text)))
    return {match["new"] or match["old"]: match[0] for match in found}


def with_definitions(text: str, macros: Mapping[str, str]) -> str:
    """A text in Markdown with the definitions, before it, of those macros that it uses."""
    used, new = dict[str, str](), {text}
    while new:
        names = {name for each in new for name in _USED.findall(each)} - used.keys()
        added = {name: macros[name] for name in macros if name in names}
        used, new = {**used, **added}, {*added.values()}
    return "".join(f"{each}\n" for each in used.values()) + ("\n" if used else "") + text


def index_macros(texts: Iterable[str]) -> dict[str, str]:
    """The macros with one argument that only write an entry of the index, by name."""
    return {match["name"]: match["words"] for text in texts for match in _OF_INDEX.finditer(text)}


def with_index_entries(text: str, macros: Mapping[str, str]) -> str:
    """A text with the entries that such macros write, in their places."""
    if not macros:
        return text
    names = "|".join(map(re.escape, macros))
    used = re.compile(rf"\\(?P<name>{names})\{{(?P<words>(?:[^{{}}]|\{{[^{{}}]*\}})*)\}}")

    def put(match: re.Match[str]) -> str:
        return macros[match["name"]].replace("#1", match["words"])

    return rewrite_outside_code(
        text, lambda part: rewrite_outside_spans(part, lambda words: used.sub(put, words))
    )
