"""CommonMark with tables, notes, definition lists and attributes, set up for books.

Raw HTML is off: in a manuscript `<b>` is text. Nesting is bounded by our own check (see
`document`), since markdown-it drops what lies deeper than `maxNesting` without a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.attrs.parse import ParseError, parse
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from publish.sources.markdown.parsing.attributes import ATTRIBUTES, unknown, use_attributes
from publish.sources.markdown.parsing.citations import use_citations
from publish.sources.markdown.parsing.containers import use_containers
from publish.sources.markdown.parsing.fences import use_fences
from publish.sources.markdown.parsing.formulas import use_mathematics
from publish.sources.markdown.parsing.limits import note, use_bounds
from publish.sources.markdown.parsing.placeholders import ELLIPSIS, EM, EN, QUOTES
from publish.sources.markdown.parsing.variables import substitute
from publish.sources.markdown.parsing.verse_indents import mark_indents

CAPTION = "Table: "
_TRAILING = re.compile(r"\s*(\{[^{}]*\})\s*$")
_DASHES = (("---", EM), ("--", EN), ("...", ELLIPSIS))


@cache
def parser() -> MarkdownIt:
    """The parser; quotation marks, dashes and ellipses are left as marks for `typography`."""
    markdown = MarkdownIt(
        "commonmark",
        {
            "html": False,
            "xhtmlOut": True,
            "typographer": True,
            "quotes": QUOTES,
            "maxNesting": 1000,
        },
    )
    markdown.enable(["table", "strikethrough", "smartquotes"])
    markdown.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    markdown.use(deflist_plugin)
    use_attributes(markdown)
    use_bounds(markdown)
    use_containers(markdown)
    use_citations(markdown)
    use_fences(markdown)
    use_mathematics(markdown)
    markdown.core.ruler.after("normalize", "verse_indents", mark_indents)
    markdown.core.ruler.after("block", "trailing_attributes", _trailing_attributes)
    markdown.core.ruler.before("smartquotes", "variables", substitute)
    markdown.core.ruler.before("smartquotes", "dashes", _dashes)
    markdown.core.ruler.push("source_lines", _source_lines)
    markdown.add_render_rule("footnote_ref", _note_call)
    markdown.add_render_rule("footnote_reference_open", _note_open)
    markdown.add_render_rule("footnote_reference_close", _note_close)
    return markdown


def _trailing_attributes(state: StateCore) -> None:
    """`## Title {#id .class}` and `Table: caption {#id}`: attributes at the end of the line."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        caption = opening.type == "paragraph_open" and inline.content.startswith(CAPTION)
        if opening.type != "heading_open" and not caption:
            continue
        if found := _TRAILING.search(inline.content):
            try:
                _, attributes = parse(found[1])
            except ParseError:
                continue
            inline.content = inline.content[: found.start()]
            for name, value in attributes.items():
                if name in ATTRIBUTES:
                    opening.attrSet(name, value)
            line = opening.map[0] + 1 if opening.map else 0
            for fault in unknown(attributes, ATTRIBUTES, line):
                note(state.env, fault)


def _dashes(state: StateCore) -> None:
    """Mark two and three hyphens and three full stops; never in code or a bare link."""
    for block in state.tokens:
        bare_link = False
        for token in block.children or ():
            if token.type in ("link_open", "link_close"):
                bare_link = token.type == "link_open" and token.markup == "autolink"
            elif token.type == "text" and not bare_link:
                for typed, sign in _DASHES:
                    token.content = token.content.replace(typed, sign)


def _source_lines(state: StateCore) -> None:
    """Give every block that opens an element the line it begins on."""
    for token in state.tokens:
        if token.map and token.nesting >= 0 and token.type != "inline":
            token.attrSet("data-line", str(token.map[0] + 1))


def _note_call(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    return f'<a class="noteref" data-note="{_escaped(tokens[index])}"></a>'


def _note_open(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    line = tokens[index].attrGet("data-line") or ""
    label = _escaped(tokens[index])
    return f'<aside class="footnote" data-note="{label}" data-line="{line}">\n'


def _note_close(*_: Any) -> str:
    return "</aside>\n"


def _escaped(token: Token) -> str:
    label = str(token.meta["label"])
    return label.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
