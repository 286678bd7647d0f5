"""Finds the directives of MyST in a text, and writes each anew by its name.

https://mystmd.org/guide/directives,
https://myst-parser.readthedocs.io/en/latest/syntax/roles-and-directives.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

_OPENING = re.compile(
    r"(?P<indent>[ \t]*)(?P<marks>`{3,}|~{3,}|:{3,})\s*\{(?P<name>[^}\s=.#][^}\s]*)\}"
    r"[ \t]*(?P<argument>.*)\Z"
)
_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<marks>`{3,}|~{3,})")
_OPTION = re.compile(r"\s*:(?P<key>[\w-]+):[ \t]*(?P<value>.*)\Z")
_YAML = re.compile(r"\s*(?P<key>[\w-]+):[ \t]*(?P<value>.*)\Z")


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive: its name, the argument on its line, options, and content without indent."""

    name: str
    argument: str
    content: str
    options: dict[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The name by which references lead to it, "" for none."""
        return self.options.get("label") or self.options.get("name") or ""


def rewrite_directives(text: str, write: Callable[[Directive], str]) -> str:
    """The text with each directive replaced by what `write` makes of it; code in fences stays."""
    lines = text.split("\n")
    written: list[str] = []
    at, marks = 0, ""
    while at < len(lines):
        line = lines[at]
        opening = None if marks else _OPENING.match(line)
        at += 1
        if opening is None:
            fence = _FENCE.match(line)
            if marks and fence and fence["marks"].startswith(marks) and _is_closing(line):
                marks = ""
            elif fence and not marks:
                marks = fence["marks"]
            written.append(line)
            continue
        content, at = _content(lines, at, opening)
        block = write(_directive(opening, content))
        indent = opening["indent"]
        written += ["", *((indent + each) if each else "" for each in block.split("\n")), ""]
    return "\n".join(written)


def _is_closing(line: str) -> bool:
    return not line.strip().strip("`~:")


def _content(lines: Sequence[str], at: int, opening: re.Match[str]) -> tuple[list[str], int]:
    """The lines of a directive without its indent, and where the text goes on."""
    content: list[str] = []
    width, marks = len(opening["indent"]), opening["marks"]
    depth = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        stripped = line.strip()
        if stripped.startswith(marks) and _is_closing(line):
            if not depth or stripped != marks:
                break
            depth -= 1
        elif marks[0] == ":" and _OPENING.match(line) and stripped.startswith(marks + "{"):
            depth += 1  # colons of the same number may be nested
        content.append(line[width:] if not line[:width].strip() else line)
    return content, at


def _directive(opening: re.Match[str], content: list[str]) -> Directive:
    options: dict[str, str] = {}
    at = 0
    if content and content[0].strip() == "---":
        end = next((i for i, line in enumerate(content[1:], 1) if line.strip() == "---"), 0)
        for line in content[1:end]:
            if match := _YAML.match(line):
                options[match["key"]] = match["value"].strip().strip("\"'")
        at = end + 1
    while at < len(content) and (match := _OPTION.match(content[at])):
        options[match["key"]] = match["value"].strip()
        at += 1
    text = "\n".join(content[at:]).strip("\n")
    return Directive(opening["name"].lower(), opening["argument"].strip(), text, options)
