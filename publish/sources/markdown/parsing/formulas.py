"""`$…$` in a line and `$$ … $$ {#name}` on lines of their own: the signs of formulas.

A price is no formula: the first sign follows no letter or digit and has no space behind it, the
second has no space before it and no digit behind it. `\\$` is always a dollar. (The rule of the
plugin dollarmath looks at a paragraph's last sign when a formula begins it, so it is not used.)
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

from publish.sources.markdown.parsing.attributes import unknown
from publish.sources.markdown.parsing.limits import note

_CLOSING = re.compile(r"(?<!\\)(?:\\\\)*\$")
_ATTRIBUTES = ("id", "class", "only", "except")
_INTERRUPTS = RuleOptionsType(alt=["paragraph", "reference", "blockquote", "list"])


def use_mathematics(markdown: MarkdownIt) -> None:
    """Teach a parser the signs; formulas become `span` and `div` with `data-formula`."""
    markdown.inline.ruler.before("escape", "formula", _inline)
    markdown.block.ruler.before("fence", "formula_block", _block, _INTERRUPTS)
    markdown.core.ruler.push("formula_lines", _lines)
    markdown.add_render_rule("formula", _render_inline)
    markdown.add_render_rule("formula_block", _render_block)


def _inline(state: StateInline, silent: bool) -> bool:
    source, start = state.src, state.pos
    if source[start] != "$" or (start and source[start - 1].isalnum()):
        return False
    found = _CLOSING.search(source, start + 1, state.posMax)
    if found is None:
        return False
    end = found.end() - 1
    latex = source[start + 1 : end]
    if not latex or latex[0].isspace() or latex[-1].isspace():
        return False
    if source[end + 1 : end + 2].isdigit():
        return False
    if not silent:
        token = state.push("formula", "span", 0)
        token.content = latex
        token.meta = {"line": source.count("\n", 0, start)}
    state.pos = end + 1
    return True


def _block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    if state.is_code_block(first) or not _line(state, first).startswith("$$"):
        return False
    found = _find_end(state, first, last)
    if found is None:
        return False
    if silent:
        return True
    end, latex, attributes = found
    token = state.push("formula_block", "div", 0)
    token.block = True
    token.content = latex
    token.map = [first, end + 1]
    for fault in unknown(attributes, _ATTRIBUTES, end + 1):
        note(state.env, fault)
    for name in _ATTRIBUTES:
        if name in attributes:
            token.attrSet(name, attributes[name])
    state.line = end + 1
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _find_end(state: StateBlock, first: int, last: int) -> tuple[int, str, dict[str, str]] | None:
    """The line that closes a block, what stands before, and the attributes behind."""
    lines: list[str] = []
    for number in range(first, last):
        if number > first and state.sCount[number] < state.blkIndent:
            return None
        text = _line(state, number).removeprefix("$$") if number == first else _line(state, number)
        if not text.strip() and number > first:
            return None
        before, closing, behind = text.partition("$$")
        lines.append(before)
        if closing:
            attributes = _attributes(behind.strip())
            return None if attributes is None else (number, "\n".join(lines).strip(), attributes)
    return None


def _attributes(written: str) -> dict[str, str] | None:
    if not written:
        return {}
    try:
        end, attributes = parse(written)
    except ParseError:
        return None
    return dict(attributes) if end == len(written) - 1 else None


def _lines(state: StateCore) -> None:
    """Tell each formula in a line the line that it stands on."""
    for block in state.tokens:
        for token in block.children or ():
            if token.type == "formula" and block.map:
                token.attrSet("data-line", str(block.map[0] + 1 + token.meta["line"]))


def _render_inline(renderer: Any, tokens: Sequence[Any], index: int, *_: Any) -> str:
    attributes = renderer.renderAttrs(tokens[index])
    return f'<span data-formula="inline"{attributes}>{escapeHtml(tokens[index].content)}</span>'


def _render_block(renderer: Any, tokens: Sequence[Any], index: int, *_: Any) -> str:
    attributes = renderer.renderAttrs(tokens[index])
    return f'<div data-formula="block"{attributes}>{escapeHtml(tokens[index].content)}</div>\n'
