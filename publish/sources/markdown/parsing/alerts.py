"""Boxes as GitHub has them, `> [!NOTE]`: the fenced block of that name, titled with its word."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from publish.model.markup import DATA_ALERT, DATA_CONTAINER


def use_alerts(markdown: MarkdownIt) -> None:
    """Let a parser read such boxes."""
    markdown.options["alerts"] = True
    markdown.core.ruler.after("block", "alerts", _as_blocks)


def _as_blocks(state: StateCore) -> None:
    """Make each alert a fenced block, and leave out the English title that the parser adds."""
    tokens: list[Token] = []
    in_title = False
    for token in state.tokens:
        if token.type == "alert_open":
            token.attrs = {DATA_CONTAINER: str(token.meta["kind"]).lower(), DATA_ALERT: ""}
        in_title |= token.type == "alert_title_open"
        if not in_title:
            tokens.append(token)
        in_title &= token.type != "alert_title_close"
    state.tokens = tokens
