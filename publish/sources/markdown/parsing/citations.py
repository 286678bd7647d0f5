"""Citations: `[@key]`, `[see @key, p. 12; @other]`, `[-@key]`, and `@key` in running text.

They are parsed only in a book with `[bibliography]`; elsewhere, in an address such as
name@example.org and after a backslash, an at sign is text. Each becomes an empty
`span[data-cites]` whose attribute is the cites as JSON; `structure.citations` writes its text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from publish.model.markup import CITATION, DATA_CITES, DATA_NARRATIVE

ENABLED, LANGUAGE = "citations", "citation_language"  # keys of the parser's environment
_KEY = r"@(?:\{(?P<braced>[^{}\s]+)\}|(?P<key>\w(?:\w|[:.#$%&+?~/-](?=\w))*))"
_CITE = re.compile(rf"(?P<prefix>(?:.*?\s)?)(?P<without>-)?{_KEY}(?P<rest>.*)", re.S)
_NARRATIVE = re.compile(rf"{_KEY}(?:[ \n]\[(?P<locator>[^\[\]@]*)\](?![(\[]))?")
_NUMBER = r"(?:\d[\w.:]*|[ivxlcdmIVXLCDM]+\b\.?)"
_LOCATOR = rf"(?P<number>{_NUMBER}(?:\s*(?:[-–—,&]|--)\s*{_NUMBER})*)(?P<suffix>.*)"

Cite = dict[str, Any]


def use_citations(markdown: MarkdownIt) -> None:
    """Add the two notations to a parser."""
    markdown.inline.ruler.before("link", "citation", _read_group)
    markdown.inline.ruler.before("link", "narrative_citation", _read_narrative)
    markdown.add_render_rule("citation", _render)


def _read_group(state: StateInline, silent: bool) -> bool:
    """`[… @key …; …]`, unless it is the text of a link."""
    if not state.env.get(ENABLED) or state.src[state.pos] != "[":
        return False
    end = state.src.find("]", state.pos)
    inside = state.src[state.pos + 1 : end]
    if end < 0 or end >= state.posMax or "@" not in inside or "[" in inside:
        return False
    if state.src[end + 1 : end + 2] in ("(", "["):
        return False
    parts = inside.split(";")
    language = state.env.get(LANGUAGE, "en")
    cites = [cite for part in parts if (cite := _parse_cite(part, language)) is not None]
    if len(cites) < len(parts):
        return False
    if not silent:
        _push(state, cites, narrative=False)
    state.pos = end + 1
    return True


def _read_narrative(state: StateInline, silent: bool) -> bool:
    """`@key`, with a locator in brackets after it; not inside a word or an address."""
    if not state.env.get(ENABLED) or state.src[state.pos] != "@":
        return False
    before = state.src[state.pos - 1 : state.pos]
    match = _NARRATIVE.match(state.src, state.pos, state.posMax)
    if match is None or before.isalnum() or before in ("_", ".", "/", "\\"):
        return False
    cite: Cite = {"key": match["braced"] or match["key"]}
    if match["locator"]:
        cite |= _parse_rest(match["locator"], state.env.get(LANGUAGE, "en"))
    if not silent:
        _push(state, [cite], narrative=True)
    state.pos = match.end()
    return True


def _parse_cite(text: str, language: str) -> Cite | None:
    """One cite of a group; None where it has no key."""
    match = _CITE.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    cite: Cite = {"key": match["braced"] or match["key"]}
    if match["prefix"].strip():
        cite["prefix"] = match["prefix"].strip()
    if match["without"]:
        cite["without_author"] = True
    return cite | _parse_rest(match["rest"], language)


def _parse_rest(text: str, language: str) -> Cite:
    """The text after a key: a locator with or without its word, and a suffix."""
    from publish.csl.locale import locator_labels  # only for texts with citations

    rest = re.sub(r"^\s*,?\s*", "", text)
    labels = locator_labels(language)
    words = "|".join(re.escape(word) for word in sorted(labels, key=len, reverse=True))
    match = re.fullmatch(rf"(?:(?P<word>{words})\s*)?{_LOCATOR}", rest, re.S)
    if match is None or (match["word"] is None and not rest[0].isdigit()):
        return {"suffix": text.rstrip()} if rest else {}
    cite: Cite = {
        "locator": re.sub(r"--|–|—", "-", match["number"]),
        "label": labels[match["word"]] if match["word"] else "page",
    }
    if match["suffix"].strip():
        cite["suffix"] = match["suffix"].rstrip()
    return cite


def _push(state: StateInline, cites: Sequence[Cite], *, narrative: bool) -> None:
    token = state.push("citation", "span", 0)
    token.meta = {"cites": list(cites), "narrative": narrative}


def _render(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    meta = tokens[index].meta
    cites = escape(json.dumps(meta["cites"], ensure_ascii=False, sort_keys=True))
    narrative = f' {DATA_NARRATIVE}="yes"' if meta["narrative"] else ""
    return f'<span class="{CITATION}" {DATA_CITES}="{cites}"{narrative}></span>'
