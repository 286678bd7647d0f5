"""Plain words as Markdown: nothing is lost, and nothing is read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

# Characters with a meaning anywhere in a line; an at sign begins a citation.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&~|$^#]|(?<!\w)@|--")
_BRACES = {"{": "&#123;", "}": "&#125;"}
# What starts a block, a caption or an item at the start of a paragraph.
_START = re.compile(
    r"[-+=:%!](?=\s|$|[-=:%!\[])"
    r"|(?:\(?(?:[0-9]{1,9}|[A-Za-z]|[ivxlcIVXLC]{2,9}))(?=[.)](?:\s|$))"
    r"|Table(?=:)"
)


def escape_words(text: str) -> str:
    """Words in a line of Markdown."""
    escaped = _ANYWHERE.sub(lambda match: "".join("\\" + each for each in match[0]), text)
    # The parser reads attributes in braces before backslashes, but not character references.
    return re.sub(r"[{}]", lambda match: _BRACES[match[0]], escaped)


def escape_start(line: str) -> str:
    """A paragraph whose first characters would otherwise begin a list or a heading."""
    match = _START.match(line)
    if not match:
        return line
    if match[0][-1].isalnum():
        return f"{match[0]}\\{line[match.end() :]}"
    return f"\\{line}"


def fence(content: str, shortest: int, mark: str = "`") -> str:
    """A run of marks that is longer than any in the content."""
    longest = max((len(run) for run in re.findall(re.escape(mark) + "+", content)), default=0)
    return mark * max(shortest, longest + 1)


def conditions(keys: Mapping[str, str]) -> Iterator[str]:
    """The attributes that say which editions have something."""
    for key in ("only", "except"):
        if editions := keys.get(key):
            yield f'{key}="{editions}"' if " " in editions else f"{key}={editions}"


def quoted(text: str) -> str:
    """An attribute's value in quotation marks."""
    return '"' + text.replace("\\", "\\\\").replace('"', "&quot;") + '"'


def indented(blocks: Sequence[str], width: int) -> str:
    """Blocks below a mark of that width: the first follows it, all other lines are indented."""
    text = "\n\n".join(blocks)
    return re.sub(r"\n(?=[^\n])", "\n" + " " * width, text)
