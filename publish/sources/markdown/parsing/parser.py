"""CommonMark with tables, notes, definition lists and attributes, set up for books.

Raw HTML is off, but for the tags that a mark stands for (`tags`). The depth of nesting has a check
of its own (`shaping.to_xhtml`), since markdown-it silently drops what is deeper than `maxNesting`.
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

from publish.model.markup import DATA_LINE, DATA_NOTE, FOOTNOTE, NOTE_CALL
from publish.sources.markdown.parsing.alerts import use_alerts
from publish.sources.markdown.parsing.apostrophes import mark_apostrophes
from publish.sources.markdown.parsing.attributes import (
    ATTRIBUTES,
    unknown_attributes,
    use_attributes,
)
from publish.sources.markdown.parsing.captions import use_captions
from publish.sources.markdown.parsing.cell_breaks import use_cell_breaks
from publish.sources.markdown.parsing.citations import use_citations
from publish.sources.markdown.parsing.cjk_emphasis import use_cjk_emphasis
from publish.sources.markdown.parsing.comments import use_comments
from publish.sources.markdown.parsing.containers import use_containers
from publish.sources.markdown.parsing.definitions import use_definitions
from publish.sources.markdown.parsing.dialects import use_dialects
from publish.sources.markdown.parsing.faults import add_fault, line_of
from publish.sources.markdown.parsing.fences import use_fences
from publish.sources.markdown.parsing.formulas import use_formulas
from publish.sources.markdown.parsing.inline_notes import use_inline_notes
from publish.sources.markdown.parsing.inner_links import use_inner_links
from publish.sources.markdown.parsing.lettered_lists import use_lettered_lists
from publish.sources.markdown.parsing.limits import use_limits
from publish.sources.markdown.parsing.lint.lookup import use_lint
from publish.sources.markdown.parsing.placeholders import ELLIPSIS, EM, EN, QUOTES
from publish.sources.markdown.parsing.raised import use_raised
from publish.sources.markdown.parsing.speeches import pair_speeches
from publish.sources.markdown.parsing.tables import use_tables
from publish.sources.markdown.parsing.tags import use_tags
from publish.sources.markdown.parsing.variables import substitute
from publish.sources.markdown.parsing.verse_indents import mark_verse_indents

CAPTION_PREFIX = "Table: "
_TRAILING_BRACES = re.compile(r"\s*(\{[^{}]*\})\s*$")
_TAKES_BRACES = re.compile(r"(?:\]|`|\]\([^()]*\))\Z")  # words in brackets, code, a link
_DASHES = (("---", EM), ("--", EN), ("...", ELLIPSIS))


@cache
def parser() -> MarkdownIt:
    """The parser; it leaves placeholders for quotation marks, dashes and ellipses."""
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
    use_tables(markdown)
    use_lettered_lists(markdown)
    use_limits(markdown)
    use_containers(markdown)
    use_citations(markdown)
    use_cjk_emphasis(markdown)
    use_raised(markdown)
    use_alerts(markdown)
    use_fences(markdown)
    use_formulas(markdown)
    markdown.core.ruler.after("normalize", "verse_indents", mark_verse_indents)
    markdown.core.ruler.after("block", "trailing_attributes", _read_trailing_attributes)
    use_dialects(markdown, CAPTION_PREFIX)
    use_tags(markdown)
    markdown.core.ruler.before("smartquotes", "variables", substitute)
    markdown.core.ruler.before("smartquotes", "apostrophes", mark_apostrophes)
    markdown.core.ruler.after("smartquotes", "speeches", pair_speeches)
    markdown.core.ruler.after("speeches", "dashes", _mark_dashes)
    markdown.core.ruler.push("source_lines", _set_source_lines)
    use_comments(markdown)
    use_inner_links(markdown)
    use_lint(markdown, CAPTION_PREFIX)
    use_captions(markdown)
    use_inline_notes(markdown)
    use_definitions(markdown)
    use_cell_breaks(markdown)
    markdown.add_render_rule("footnote_ref", _render_note_call)
    markdown.add_render_rule("footnote_reference_open", _render_note_open)
    markdown.add_render_rule("footnote_reference_close", _render_note_close)
    return markdown


def _read_trailing_attributes(state: StateCore) -> None:
    """`## Title {#id .class}` and `Table: caption {#id}`: attributes at the end of the line."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        is_caption = opening.type == "paragraph_open" and inline.content.startswith(CAPTION_PREFIX)
        if opening.type != "heading_open" and not is_caption:
            continue
        if braces := _TRAILING_BRACES.search(inline.content):
            words = inline.content[: braces.start()]
            if braces[0].startswith("{") and _TAKES_BRACES.search(words):
                continue  # they are the attributes of its last words
            try:
                _, attributes = parse(braces[1])
            except ParseError:
                continue
            if not any(attributes.values()):
                continue  # `{.}` is text
            inline.content = words
            for name, value in attributes.items():
                if name in ATTRIBUTES:
                    opening.attrSet(name, value)
            for fault in unknown_attributes(attributes, ATTRIBUTES, line_of(opening)):
                add_fault(state.env, fault)


def _mark_dashes(state: StateCore) -> None:
    """Put placeholders for `--`, `---` and `...`; never in code or a bare link."""
    for block in state.tokens:
        in_bare_link = False
        for token in block.children or ():
            if token.type in ("link_open", "link_close"):
                in_bare_link = token.type == "link_open" and token.markup == "autolink"
            elif token.type == "text" and not in_bare_link:
                for typed, placeholder in _DASHES:
                    token.content = token.content.replace(typed, placeholder)


def _set_source_lines(state: StateCore) -> None:
    """Set the source line of every block that opens an element."""
    for token in state.tokens:
        if token.map and token.nesting >= 0 and token.type != "inline":
            token.attrSet(DATA_LINE, str(token.map[0] + 1))


def _render_note_call(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    return f'<a class="{NOTE_CALL}" {DATA_NOTE}="{_escaped(tokens[index])}"></a>'


def _render_note_open(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    line = tokens[index].attrGet(DATA_LINE) or ""
    label = _escaped(tokens[index])
    return f'<aside class="{FOOTNOTE}" {DATA_NOTE}="{label}" {DATA_LINE}="{line}">\n'


def _render_note_close(*_: Any) -> str:
    return "</aside>\n"


def _escaped(token: Token) -> str:
    label = str(token.meta["label"])
    return label.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
