"""The delimiters of formulas: `$…$` in a line and `$$ … $$ {#name}` on lines of their own.

A price is not a formula: the opening `$` follows no letter or digit and has no space after it, the
closing one has no space before it and no digit after it. `\\$` is always a dollar. GitHub's
"$`…`$" is a formula too. (The plugin dollarmath tests a paragraph's last character when a formula
begins it, so it is not used.) The delimiters of LaTeX are read too (`latex_delimiters.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.attrs.parse import ParseError, parse

from publish.model.caption import PRINTED_NUMBER
from publish.model.markup import DATA_FORMULA, DATA_LINE
from publish.sources.markdown.parsing.attributes import unknown_attributes
from publish.sources.markdown.parsing.faults import LineFault, add_fault, line_of
from publish.sources.markdown.parsing.latex_delimiters import (
    closing_of,
    inline_formula,
    latex_of_block,
    opening_of_block,
)

_CLOSING = re.compile(r"(?<!\\)(?:\\\\)*\$")
_QUOTED = re.compile(r"`([^`]+)`")
_ATTRIBUTES = ("id", "class", "only", "except", PRINTED_NUMBER)
_HINT = "close it with `$$` before the next empty line, with nothing but `{…}` after it"
_INTERRUPTS = RuleOptionsType(alt=["paragraph", "reference", "blockquote", "list"])


def use_formulas(markdown: MarkdownIt) -> None:
    """Add formulas to a parser; they become `span` and `div` with `data-formula`."""
    markdown.inline.ruler.before("escape", "formula", _read_inline)
    markdown.inline.ruler.before("escape", "latex_formula", _read_latex_inline)
    markdown.block.ruler.before("fence", "formula_block", _read_block, _INTERRUPTS)
    markdown.core.ruler.push("formula_lines", _set_lines)
    markdown.core.ruler.push("formula_not_closed", _report_not_closed)
    markdown.add_render_rule("formula", _render_inline)
    markdown.add_render_rule("formula_block", _render_block)


def _read_inline(state: StateInline, silent: bool) -> bool:
    text, start = state.src, state.pos
    if text[start] != "$" or (start and text[start - 1].isalnum()):
        return False
    closing = _CLOSING.search(text, start + 1, state.posMax)
    if closing is None:
        return False
    end = closing.end() - 1
    latex = text[start + 1 : end]
    if not latex or latex[0].isspace() or latex[-1].isspace():
        return False
    if text[end + 1 : end + 2].isdigit():
        return False
    quoted = _QUOTED.fullmatch(latex)
    _push_inline(state, quoted[1] if quoted else latex, end + 1, silent=silent)
    return True


def _read_latex_inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "\\":
        return False
    latex, end = inline_formula(state.src, state.pos, state.posMax)
    if latex:
        _push_inline(state, latex, end, silent=silent)
    return bool(latex)


def _push_inline(state: StateInline, latex: str, end: int, *, silent: bool) -> None:
    if not silent:
        token = state.push("formula", "span", 0)
        token.content = latex
        token.meta = {"line": state.src.count("\n", 0, state.pos)}
    state.pos = end


def _read_block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    line = _line(state, first)
    opening = "$$" if line.startswith("$$") else opening_of_block(line)
    if state.is_code_block(first) or not opening:
        return False
    content = _find_content(state, first, last, opening)
    if content is None:
        return False
    if silent:
        return True
    end, latex, attributes = content
    token = state.push("formula_block", "div", 0)
    token.block = True
    token.content = latex
    token.map = [first, end + 1]
    for fault in unknown_attributes(attributes, _ATTRIBUTES, end + 1):
        add_fault(state.env, fault)
    for name in _ATTRIBUTES:
        if name in attributes:
            token.attrSet(name, attributes[name])
    state.line = end + 1
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _find_content(
    state: StateBlock, first: int, last: int, opening: str
) -> tuple[int, str, dict[str, str]] | None:
    """The line that closes a block, the LaTeX before it, and the attributes after it."""
    lines: list[str] = []
    end = closing_of(opening)
    for number in range(first, last):
        if number > first and state.sCount[number] < state.blkIndent:
            return None
        text = _line(state, number)[len(opening) if number == first else 0 :]
        if not text.strip() and number > first:
            return None
        before, closing, after = text.partition(end)
        lines.append(before)
        if closing:
            latex = latex_of_block(opening, "\n".join(lines).strip())
            attributes = _parse_attributes(after.strip())
            if attributes is None or not (latex or opening == "$$"):
                return None
            return number, latex, attributes
    return None


def _parse_attributes(braces: str) -> dict[str, str] | None:
    if not braces:
        return {}
    try:
        end, attributes = parse(braces)
    except ParseError:
        return None
    return dict(attributes) if end == len(braces) - 1 else None


def _set_lines(state: StateCore) -> None:
    """Set the source line of each inline formula."""
    for block in state.tokens:
        for token in block.children or ():
            if token.type == "formula" and block.map:
                token.attrSet(DATA_LINE, str(block.map[0] + 1 + token.meta["line"]))


def _report_not_closed(state: StateCore) -> None:
    """Report paragraphs that begin with `$$`; with backslashes these are two dollars."""
    for before, token in zip(state.tokens, state.tokens[1:], strict=False):
        if before.type == "paragraph_open" and token.content.startswith("$$"):
            message = "a `$$` that is not closed"
            add_fault(state.env, LineFault("TXT-011", line_of(token), message, hint=_HINT))


def _render_inline(renderer: Any, tokens: Sequence[Any], index: int, *_: Any) -> str:
    attributes = renderer.renderAttrs(tokens[index])
    return f'<span {DATA_FORMULA}="inline"{attributes}>{escapeHtml(tokens[index].content)}</span>'


def _render_block(renderer: Any, tokens: Sequence[Any], index: int, *_: Any) -> str:
    attributes = renderer.renderAttrs(tokens[index])
    return f'<div {DATA_FORMULA}="block"{attributes}>{escapeHtml(tokens[index].content)}</div>\n'
