"""Roles of MyST: words with a name before them, `{name}`words``, as Markdown of pandoc.

https://mystmd.org/guide/roles
"""

from __future__ import annotations

import re
from collections.abc import Callable

_TARGET = re.compile(r"(?P<words>.*?)\s*<(?P<target>[^<>]+)>\s*\Z", re.S)
_CITED = re.compile(r"(?:\{(?P<prefix>[^{}]*)\})?(?P<key>[^{},;\s]+)(?:\{(?P<suffix>[^{}]*)\})?")
_NUMBER = re.compile(r"%s|\{number\}")
_UNITS = {
    **{
        "kilo": "k",
        "mega": "M",
        "giga": "G",
        "milli": "m",
        "micro": "µ",
        "nano": "n",
        "centi": "c",
    },
    **{"meter": "m", "metre": "m", "gram": "g", "second": "s", "litre": "l", "liter": "l"},
    **{"ampere": "A", "kelvin": "K", "mole": "mol", "newton": "N", "pascal": "Pa", "joule": "J"},
    **{"watt": "W", "volt": "V", "ohm": "Ω", "hertz": "Hz", "bar": "bar", "percent": "%"},
    **{"celsius": "°C", "degree": "°", "hour": "h", "minute": "min", "day": "d", "per": "/"},
    **{"squared": "²", "cubed": "³"},
}


def role(name: str, words: str) -> str | None:
    """The words of a role in Markdown; None for a role that is not known."""
    write = _ROLES.get(name)
    return None if write is None else write(words)


def term_name(words: str) -> str:
    """The identifier of a term in a glossary."""
    return "term-" + (re.sub(r"\W+", "-", words.lower()).strip("-") or "x")


def index_marks(entry: str) -> str:
    """Marks of the index for an entry as Sphinx writes it: `single: mill; tide`."""
    kind, colon, words = entry.partition(":")
    known = colon and kind.strip() in ("single", "pair", "triple", "see", "seealso")
    levels = [part.strip(" !") for part in (words if known else entry).split(";")]
    pairs = [levels, levels[::-1]] if kind.strip() == "pair" else [levels]
    return "".join(f'[]{{index="{"!".join(filter(None, each))}"}}' for each in pairs)


def _parts(words: str) -> tuple[str, str]:
    """What is shown and what it leads to, in `words <target>`; nothing is shown without words."""
    match = _TARGET.fullmatch(words)
    return (match["words"], match["target"].strip()) if match else ("", words.strip())


def _reference(words: str) -> str:
    shown, target = _parts(words)
    if _NUMBER.search(shown):
        return _NUMBER.sub(lambda _: f"[](#{target}){{.number}}", shown)
    shown = "" if "{name}" in shown else shown
    return f"[{shown}](#{target})"


def _document(words: str) -> str:
    shown, target = _parts(words)
    return f"[{shown}](<{target}.md>)"


def _term(words: str) -> str:
    shown, target = _parts(words)
    return f"[{shown or target}](#{term_name(target)})"


def _index(words: str) -> str:
    shown, target = _parts(words)
    return f"{shown}{index_marks(target)}" if shown else f"[{target}]{{.index}}"


def _button(words: str) -> str:
    shown, target = _parts(words)
    return f"[{shown or target}]({target})"


def _cited(opening: str, closing: str) -> Callable[[str], str]:
    def write(words: str) -> str:
        return f"{opening}{'; '.join(map(_citation, _CITED.finditer(words)))}{closing}"

    return write


def _citation(match: re.Match[str]) -> str:
    prefix, suffix = match["prefix"], match["suffix"]
    return f"{prefix + ' ' if prefix else ''}@{match['key']}" + (f", {suffix}" if suffix else "")


def _shown(opening: str, closing: str) -> Callable[[str], str]:
    def write(words: str) -> str:
        match = _TARGET.fullmatch(words)
        return f"{opening}{match['words'] if match else words}{closing}"

    return write


def _quantity(words: str) -> str:
    """A number with its units, `4 <\\kilo\\gram>`."""
    number, units = _parts(words)
    found = re.findall(r"\\?([A-Za-z]+)|([^\\\sA-Za-z]+)", units)
    return f"{number} {''.join(_UNITS.get(name, name) or other for name, other in found)}".strip()


def _formula_of_substance(words: str) -> str:
    return re.sub(r"(?<=[A-Za-z)\]])(\d+)", r"~\1~", words)


_ROLES: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(("ref", "numref", "prf:ref", "proof:ref", "eq", "any"), _reference),
    "doc": _document,
    "term": _term,
    "index": _index,
    "button": _button,
    **dict.fromkeys(("cite", "cite:p", "cite:ps", "cite:alp", "citep"), _cited("[", "]")),
    **dict.fromkeys(("cite:t", "cite:ts", "citet", "cite:author", "cite:year"), _cited("", "")),
    "kbd": _shown("[", "]{.kbd}"),
    **dict.fromkeys(("sub", "subscript"), _shown("~", "~")),
    **dict.fromkeys(("sup", "superscript"), _shown("^", "^")),
    **dict.fromkeys(("abbr", "guilabel", "menuselection", "dfn", "span"), _shown("", "")),
    "math": _shown("$", "$"),
    **dict.fromkeys(("code", "file", "download", "command", "samp", "literal"), _shown("`", "`")),
    "emphasis": _shown("*", "*"),
    "strong": _shown("**", "**"),
    **dict.fromkeys(("del", "delete", "strike"), _shown("~~", "~~")),
    **dict.fromkeys(("underline", "u"), _shown("[", "]{.underline}")),
    **dict.fromkeys(("smallcaps", "sc"), _shown("[", "]{.smallcaps}")),
    **dict.fromkeys(("si", "units"), _quantity),
    **dict.fromkeys(("chem", "chemicalFormula"), _formula_of_substance),
}
