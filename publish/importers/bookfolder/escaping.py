"""Escapes plain words for Markdown and TOML: nothing is lost, and nothing is read as markup.

Markdown: CommonMark 0.31.2, 2.4 (backslash escapes) and the extensions that a manuscript may use:
tables, notes, definition lists, attributes. TOML: 1.0.0, basic strings.
"""

from __future__ import annotations

import re

# Characters with a meaning anywhere in a line.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&~|$^#]")
# Characters that start a block or a caption at the start of a paragraph.
_AT_START = re.compile(r"(?:[-+=:%!]|[0-9]{1,9}(?=[.)])|Table(?=:))")
_BRACES = {"{": "&#123;", "}": "&#125;"}
# Escaped brackets around a whole line, which are the delimiters of a formula in LaTeX. What a book
# reads as one (`latex_delimiters` in `publish.sources`) is always among what is taken for one here.
_BRACKETED = re.compile(r"^\\(\[(.*?)\\\])(?=[ \t]*$)", re.DOTALL | re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]{3}")
_OF_FORMULA = re.compile(r"[^\W\d_]|[-+*/=<>^_|]")


def escape_markdown(text: str) -> str:
    """One paragraph or title as one line of Markdown."""
    line = _ANYWHERE.sub(lambda match: "\\" + match[0], text)
    # The parser reads attributes in braces before it resolves backslashes, but it ignores character
    # references.
    line = brackets_of_words(re.sub(r"[{}]", lambda match: _BRACES[match[0]], line))
    match = _AT_START.match(line)
    if not match:
        return line
    head, tail = line[: match.end()], line[match.end() :]
    if head.isdigit() or head == "Table":
        return f"{head}\\{tail}"
    return f"\\{head}{tail}"


def brackets_of_words(paragraph: str) -> str:
    r"""A paragraph in which `\[a\]` or `\[x = 1\]` is not read as a formula of LaTeX."""
    return _BRACKETED.sub(_as_words, paragraph)


def _as_words(brackets: re.Match[str]) -> str:
    looks_like_formula = _OF_FORMULA.search(brackets[2]) and not _WORD.search(brackets[2])
    return f"&#91;{brackets[1][1:]}" if looks_like_formula else brackets[0]


def typographic(text: str) -> str:
    """A title for the manifest, with curly apostrophes as the Markdown parser sets them."""
    return re.sub(r"(?<=\w)'(?=\w|\s|$)", "\u2019", text)


def toml_string(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    escaped = re.sub(r"[\x00-\x1f\x7f]", lambda match: f"\\u{ord(match[0]):04x}", escaped)
    return f'"{escaped}"'
