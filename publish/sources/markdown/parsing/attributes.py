"""Attributes in braces: which there are, and what is told of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin

from publish.diagnostics import did_you_mean
from publish.sources.markdown.parsing.limits import Fault, note

ATTRIBUTES = (
    "id", "class", "lang", "dir", "number", "only", "except",
    "index", "see", "see-also", "range", "term", "credit", "licence",
)  # fmt: skip
_REFUSED = "insecure_attrs"  # where the plugin puts what is not allowed


def use_attributes(markdown: MarkdownIt) -> None:
    """Teach a parser the attributes of words, images and blocks."""
    markdown.use(attrs_plugin, spans=True, allowed=ATTRIBUTES)
    markdown.use(attrs_block_plugin, allowed=ATTRIBUTES)
    markdown.core.ruler.before("attr", "block_attributes", _of_blocks)
    markdown.core.ruler.push("word_attributes", _of_words)


def unknown(names: Iterable[str], known: Sequence[str], line: int) -> Iterator[Fault]:
    """A fault for each name of an attribute that is not one of the known."""
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or f"there are: {', '.join(known)}"
            yield Fault("STR-020", line, f"no attribute is called `{name}` here", hint=hint)


def _of_blocks(state: StateCore) -> None:
    """Attributes on a line of their own belong to the block behind them."""
    for at, token in enumerate(state.tokens):
        if token.type != "attrs_block":
            continue
        for fault in unknown(token.attrs, ATTRIBUTES, _line(token)):
            note(state.env, fault)
        behind = state.tokens[at + 1 : at + 2]
        if not behind or behind[0].nesting < 0:
            hint = "write them on the line before a block"
            note(state.env, Fault("STR-020", _line(token), "attributes of nothing", hint=hint))


def _of_words(state: StateCore) -> None:
    for block in state.tokens:
        for token in block.children or ():
            for fault in unknown(token.meta.get(_REFUSED, ()), ATTRIBUTES, _line(block)):
                note(state.env, fault)


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0
