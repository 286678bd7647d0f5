"""Plain words as Markdown and TOML that say the same words: nothing lost, nothing taken as markup.

Markdown: CommonMark 0.31.2, 2.4 (backslash escapes) and the extensions that a manuscript may use:
tables, notes, definition lists, attributes. TOML: 1.0.0, basic strings.
"""

from __future__ import annotations

import re

# Characters that mean something anywhere in a line.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&~|$^#]")
# What would open a block, or make a caption, at the start of a paragraph.
_AT_START = re.compile(r"(?:[-+=:%!]|[0-9]{1,9}(?=[.)])|Table(?=:))")
_BRACES = {"{": "&#123;", "}": "&#125;"}


def escape_markdown(text: str) -> str:
    """One paragraph or title as one line of Markdown."""
    line = _ANYWHERE.sub(lambda match: "\\" + match[0], text)
    # The parser looks for attributes in braces before it resolves backslashes; a character
    # reference it leaves alone.
    line = re.sub(r"[{}]", lambda match: _BRACES[match[0]], line)
    match = _AT_START.match(line)
    if not match:
        return line
    head, tail = line[: match.end()], line[match.end() :]
    if head.isdigit() or head == "Table":
        return f"{head}\\{tail}"
    return f"\\{head}{tail}"


def typographic(text: str) -> str:
    """A title for the manifest, its apostrophes set as the Markdown parser sets them in files."""
    return re.sub(r"(?<=\w)'(?=\w|\s|$)", "\u2019", text)


def toml_string(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    escaped = re.sub(r"[\x00-\x1f\x7f]", lambda match: f"\\u{ord(match[0]):04x}", escaped)
    return f'"{escaped}"'
