"""Where a text has marks of other dialects: a warning for each kind, with a count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from publish.diagnostics import Severity
from publish.sources.markdown.parsing.faults import LineFault, add_fault, line_of
from publish.sources.markdown.parsing.lint.marks import LEFT_OVER, MARKS, OPAQUE, Mark
from publish.sources.markdown.parsing.tags import TAG_OF_BREAK

_BREAKS = ("softbreak", "hardbreak")
_INCLUDE = re.compile(r"^[ \t]*(\{\{#\w*include\b.*|--8<-- .*)$", re.M)
_SHOWS_MARKS = ("markdown", "md", "text")  # languages of code that may show the marks themselves
Finding = tuple[int, str]  # the line, and the text there


def use_lint(markdown: MarkdownIt, caption_prefix: str) -> None:
    """Add the search for marks to a parser; called last, since it looks at what others left."""
    rules = markdown.core.ruler
    rules.after("inline", "foreign_marks", partial(_look_for_marks, MARKS))
    rules.before("text_join", "left_over_marks", partial(_look_for_marks, LEFT_OVER))
    rules.after("inline", "foreign_blocks", partial(_look_for_blocks, caption_prefix))


def _look_for_marks(marks: Sequence[Mark], state: StateCore) -> None:
    present = [mark for mark in marks if _may_have(state.src, mark)]
    findings: dict[Mark, list[Finding]] = {mark: [] for mark in present}
    blocks = [token for token in state.tokens if token.children] if present else []
    for block in blocks:
        likely = [mark for mark in present if _may_have(block.content, mark)]
        text = _typed_text(block) if likely else ""
        for mark in likely:
            for match in mark.pattern.finditer(text) if _may_have(text, mark) else ():
                line = line_of(block) + text.count("\n", 0, match.start())
                findings[mark].append((line, match[0]))
    for mark, found in findings.items():
        _report(state, mark.kind, found, mark.hint)


def _may_have(text: str, mark: Mark) -> bool:
    return any(map(text.__contains__, mark.needles))


def _typed_text(block: Token) -> str:
    """The text of a block without its marks, and with a character for what is not text."""
    parts: list[str] = []
    in_address = False
    for token in block.children or ():
        if token.type in ("link_open", "link_close"):
            in_address = token.type == "link_open" and token.markup == "autolink"
        elif token.type in _BREAKS and token.markup != TAG_OF_BREAK:
            parts.append("\n")
        elif token.nesting == 0 and not in_address:
            parts.append(token.content if _is_text(token) else OPAQUE)
    return "".join(parts)


def _is_text(token: Token) -> bool:
    """Whether characters stand for themselves, as a backslash before a letter does."""
    return token.type == "text" or (token.type == "text_special" and token.content == token.markup)


def _look_for_blocks(caption_prefix: str, state: StateCore) -> None:
    fences = list(_open_fences(state))
    _report(state, "code that is not closed", fences, "close it with the same marks on a line")
    includes = list(_included_code(state))
    hint = 'write the attribute `{file="…"}` after the language, with `region` or `lines`'
    _report(state, "an include of another program", includes, hint)
    captions = list(_lone_captions(state, caption_prefix))
    hint = f"write `{caption_prefix}…` directly after the table"
    _report(state, "a caption without a table above it", captions, hint)


def _open_fences(state: StateCore) -> Iterator[Finding]:
    """The first lines of fenced code that ends with the text, or with the block around it."""
    lines: list[str] = []
    for token in state.tokens:
        if token.type == "fence" and token.map:
            lines = lines or state.src.split("\n")
            first, end = token.map
            last = lines[end - 1].strip(" \t>") if end - first > 1 else ""
            if not last.startswith(token.markup) or last.strip(token.markup[0]):
                yield first + 1, token.markup


def _included_code(state: StateCore) -> Iterator[Finding]:
    """Lines in code with which another program includes a file."""
    for token in state.tokens:
        if token.type == "fence" and not token.info.strip().startswith(_SHOWS_MARKS):
            for line in _INCLUDE.findall(token.content):
                yield line_of(token), line


def _lone_captions(state: StateCore, prefix: str) -> Iterator[Finding]:
    """The paragraphs with the prefix of a caption that do not follow a table."""
    before = ""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        is_caption = opening.type == "paragraph_open" and inline.content.startswith(prefix)
        if is_caption and before != "table_close":
            yield line_of(inline), prefix.strip()
        before = opening.type


def _report(state: StateCore, kind: str, found: Sequence[Finding], hint: str) -> None:
    for line, group in groupby(found, key=itemgetter(0)):
        examples = [example for _, example in group]
        message = f"printed as typed: {kind}{_quoted(examples[0])}"
        warning = Severity.WARNING, hint, kind, len(examples)
        add_fault(state.env, LineFault("STR-021", line, message, *warning))


def _quoted(example: str) -> str:
    shown = " ".join(example.split()).strip("`").replace(OPAQUE, "…")
    return f", `{shown[:39]}…`" if len(shown) > 40 else f", `{shown}`" if shown else ""
