r"""Formulas between the delimiters of LaTeX: `\(…\)` in a line, `\[…\]` and environments as blocks.

MathJax in other programs has them with two backslashes, `\\(…\\)`, which mean nothing else. With
one, Markdown means the bracket itself, `\[sic\]` or `\(a\)` before an item; so what is between must
look like a formula.
"""

from __future__ import annotations

import re

_COMMAND = re.compile(r"(?<!\\)(?:\\\\)*\\[A-Za-z]{2,}")  # not one that is escaped
_LABELS = re.compile(r"\\(?:text|mathrm|operatorname)\s*\{[^{}]*\}|[_^]\{[^{}]*\}")
_OPERATOR = re.compile(r"[-+*/=<>^_|]")
_WORD, _LONG_WORD = re.compile(r"[^\W\d_]{2}"), re.compile(r"[^\W\d_]{3}")
_ITEM = re.compile(r"\s*\\\(\w{1,4}\\\)")
_ENVIRONMENTS = "equation|align|alignat|flalign|gather|multline|eqnarray|displaymath|math"
_PLAIN = re.compile(r"\\begin\{(?:equation|displaymath|math)\*?\}")  # without lines of its own
_BEGINNING = re.compile(rf"\\begin\{{(?:{_ENVIRONMENTS})\*?\}}|\\\\?\[")


def opening_of_block(line: str) -> str:
    """The delimiter that a block begins with; empty for none."""
    beginning = _BEGINNING.match(line)
    return beginning[0] if beginning else ""


def closing_of(opening: str) -> str:
    """The delimiter that closes a formula."""
    return opening.replace("begin", "end") if "{" in opening else opening.translate(_CLOSING)


_CLOSING = str.maketrans("([", ")]")


def latex_of_block(opening: str, content: str) -> str:
    """The LaTeX of a block by what stands between its delimiters; nothing where it is text."""
    if opening == r"\[" and not _looks_like_formula(content):
        return ""
    is_environment = "{" in opening and not _PLAIN.match(opening)
    return f"{opening}{content}{closing_of(opening)}" if is_environment else content


def inline_formula(text: str, start: int, last: int) -> tuple[str, int]:
    """The LaTeX of a formula that begins at a place of a text, or nothing, and where it ends."""
    opening = text[start : start + 3 if text.startswith("\\\\", start) else start + 2]
    if opening[-1:] not in ("(", "["):
        return "", start
    closing = closing_of(opening)
    begin = start + len(opening)
    end = text.find(closing, begin, last)
    latex = text[begin:end].strip() if end >= 0 else ""
    if not latex or not (len(opening) == 3 or _is_meant(text, start, latex)):
        return "", start
    return latex, end + len(closing)


def _is_meant(text: str, start: int, latex: str) -> bool:
    """Whether brackets are not those of an editor, an item or an address."""
    if text.startswith(r"\[", start) or (latex.isalnum() and _ITEM.match(text)):
        return bool(_COMMAND.search(latex)) and not _has_formula(latex)
    return text[max(0, start - 1) : start] != "]" and _looks_like_formula(latex)


def _looks_like_formula(latex: str) -> bool:
    """Whether a text has a command, or letters or characters for calculation, but no words."""
    if _has_formula(latex):
        return False
    if _COMMAND.search(latex):
        return True
    bare = _LABELS.sub("", latex)
    if _OPERATOR.search(bare):
        return not _LONG_WORD.search(bare) and any(map(str.isalnum, latex))
    return not _WORD.search(bare) and any(map(str.isalpha, bare))


def _has_formula(text: str) -> bool:
    """Whether a text has a formula between dollars, as none has but in its words."""
    return "$" in _LABELS.sub("", text).replace(r"\$", "")
