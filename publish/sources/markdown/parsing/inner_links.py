"""No link inside another: of `[see <https://example.org>](a.md)`, the outer one is a link.

Neither products nor readers know what the inner one would mean (HTML, 4.5.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token


def use_inner_links(markdown: MarkdownIt) -> None:
    """Make a parser leave only the words of a link that is inside another."""
    markdown.core.ruler.after("inline", "inner_links", _remove_inner_links)


def _remove_inner_links(state: StateCore) -> None:
    for block in state.tokens:
        if block.children and "](" in block.content:
            block.children = list(_without_inner_links(block.children))


def _without_inner_links(tokens: Sequence[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        if token.type not in ("link_open", "link_close"):
            yield token
            continue
        outermost = max(depth, depth + token.nesting) == 1
        depth += token.nesting
        if outermost:
            yield token
