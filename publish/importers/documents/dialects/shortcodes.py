"""Shortcodes of Quarto: `{{< name arguments >}}`.

https://quarto.org/docs/extensions/shortcodes.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from publish.importers.documents.ledger import Ledger, LossKind

_SHORTCODE = re.compile(
    r"(?P<literal>\{)?\{\{<\s*(?P<name>[\w-]+)\s*(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^>])*?)\s*/?>\}\}\}?"
)
_ARGUMENT = re.compile(
    r"(?:(?P<key>[\w-]+)=)?(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>\S+))"
)
_LAYOUT = frozenset({"pagebreak", "newpage"})


@dataclass(frozen=True, slots=True)
class Variables:
    """What `var` and `meta` stand for, by the path of their keys joined by dots."""

    of_project: Mapping[str, object] = field(default_factory=dict)
    of_document: Mapping[str, object] = field(default_factory=dict)


def rewrite_shortcodes(text: str, variables: Variables, document: str, ledger: Ledger) -> str:
    """The text with the shortcodes that have a meaning here; the others are listed."""

    def put(match: re.Match[str]) -> str:
        if match["literal"]:
            return f"\\{{\\{{\\< {match['name']} {match['rest']}".rstrip() + " \\>\\}\\}"
        name, values, keys = match["name"], *_arguments(match["rest"])
        if name in _LAYOUT:
            return ""
        write = _WRITERS.get(name)
        found = write(values, keys, variables) if write else None
        if found is None:
            kind = LossKind.OUTPUT if name == "embed" else LossKind.RAW
            ledger.add(kind, document, match[0])
        return found or ""

    return _SHORTCODE.sub(put, text)


def _arguments(text: str) -> tuple[list[str], dict[str, str]]:
    values: list[str] = []
    keys: dict[str, str] = {}
    for match in _ARGUMENT.finditer(text):
        value = match["double"] or match["single"] or match["bare"] or ""
        if match["key"]:
            keys[match["key"]] = value
        else:
            values.append(value)
    return values, keys


def _keys(values: list[str], keys: Mapping[str, str], _: Variables) -> str | None:
    """Keys to press, of each system that has its own."""
    shown = values or list(dict.fromkeys(keys.values()))
    return " / ".join(f"[{each}]{{.kbd}}" for each in shown) or None


def _video(values: list[str], keys: Mapping[str, str], _: Variables) -> str | None:
    """A video on the web as a link to it."""
    if not values or not re.match(r"https?:", values[0]):
        return None
    title = keys.get("title") or keys.get("aria-label") or values[0]
    return f"[{title}]({values[0]})"


def _looked_up(of: Callable[[Variables], Mapping[str, object]]) -> Callable[..., str | None]:
    def write(values: list[str], keys: Mapping[str, str], variables: Variables) -> str | None:
        found: object = of(variables)
        for key in values[0].split(".") if values else ():
            found = found.get(key) if isinstance(found, Mapping) else None
        return None if found is None or isinstance(found, (Mapping, list)) else str(found)

    return write


_WRITERS: dict[str, Callable[[list[str], Mapping[str, str], Variables], str | None]] = {
    "kbd": _keys,
    "video": _video,
    "var": _looked_up(lambda variables: variables.of_project),
    "meta": _looked_up(lambda variables: variables.of_document),
}
