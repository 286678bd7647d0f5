"""Citations: `[@key]`, `[see @key, p. 12; @other]`, `[-@key]`, and `@key` in running text.

They are read only in a book that has `[bibliography]`; elsewhere, and in an address as
name@example.org, and behind a backslash, an at sign is text. Each becomes an empty
`span[data-cites]` whose attribute holds the cites as JSON; `structure.citations` writes its text.
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

ENABLED, LANGUAGE = "citations", "citation_language"
_KEY = r"@(?:\{(?P<braced>[^{}\s]+)\}|(?P<key>\w(?:\w|[:.#$%&+?~/-](?=\w))*))"
_CITE = re.compile(rf"(?P<prefix>(?:.*?\s)?)(?P<without>-)?{_KEY}(?P<rest>.*)", re.S)
_NARRATIVE = re.compile(rf"{_KEY}(?:[ \n]\[(?P<locator>[^\[\]@]*)\](?![(\[]))?")
_NUMBER = r"(?:\d[\w.:]*|[ivxlcdmIVXLCDM]+\b\.?)"
_LOCATOR = rf"(?P<number>{_NUMBER}(?:\s*(?:[-–—,&]|--)\s*{_NUMBER})*)(?P<suffix>.*)"

Cite = dict[str, Any]


def use_citations(markdown: MarkdownIt) -> None:
    """Teach a parser the two notations."""
    markdown.inline.ruler.before("link", "citation", _group)
    markdown.inline.ruler.before("link", "narrative_citation", _narrative)
    markdown.add_render_rule("citation", _render)


def _group(state: StateInline, silent: bool) -> bool:
    """`[… @key …; …]`, unless it is the text of a link."""
    if not state.env.get(ENABLED) or state.src[state.pos] != "[":
        return False
    end = state.src.find("]", state.pos)
    inside = state.src[state.pos + 1 : end]
    if end < 0 or end >= state.posMax or "@" not in inside or "[" in inside:
        return False
    if state.src[end + 1 : end + 2] in ("(", "["):
        return False
    cites = [_cite(part, state.env.get(LANGUAGE, "en")) for part in inside.split(";")]
    found = [cite for cite in cites if cite is not None]
    if len(found) < len(cites):
        return False
    if not silent:
        _push(state, found, narrative=False)
    state.pos = end + 1
    return True


def _narrative(state: StateInline, silent: bool) -> bool:
    """`@key`, with a locator in brackets behind it; not inside a word or an address."""
    if not state.env.get(ENABLED) or state.src[state.pos] != "@":
        return False
    before = state.src[state.pos - 1 : state.pos]
    found = _NARRATIVE.match(state.src, state.pos, state.posMax)
    if found is None or before.isalnum() or before in ("_", ".", "/", "\\"):
        return False
    cite: Cite = {"key": found["braced"] or found["key"]}
    if found["locator"]:
        cite |= _located(found["locator"], state.env.get(LANGUAGE, "en"))
    if not silent:
        _push(state, [cite], narrative=True)
    state.pos = found.end()
    return True


def _cite(written: str, language: str) -> Cite | None:
    """One cite of a group; None where it names no key."""
    found = _CITE.fullmatch(" ".join(written.split()))
    if found is None:
        return None
    cite: Cite = {"key": found["braced"] or found["key"]}
    if found["prefix"].strip():
        cite["prefix"] = found["prefix"].strip()
    if found["without"]:
        cite["without_author"] = True
    return cite | _located(found["rest"], language)


def _located(written: str, language: str) -> Cite:
    """What stands behind a key: a locator with or without its word, and other text."""
    from publish.csl.locale import locator_labels  # for texts that cite alone

    rest = re.sub(r"^\s*,?\s*", "", written)
    labels = locator_labels(language)
    words = "|".join(re.escape(word) for word in sorted(labels, key=len, reverse=True))
    found = re.fullmatch(rf"(?:(?P<word>{words})\s*)?{_LOCATOR}", rest, re.S)
    if found is None or (found["word"] is None and not rest[0].isdigit()):
        return {"suffix": written.rstrip()} if rest else {}
    cite: Cite = {
        "locator": re.sub(r"--|–|—", "-", found["number"]),
        "label": labels[found["word"]] if found["word"] else "page",
    }
    if found["suffix"].strip():
        cite["suffix"] = found["suffix"].rstrip()
    return cite


def _push(state: StateInline, cites: Sequence[Cite], *, narrative: bool) -> None:
    token = state.push("citation", "span", 0)
    token.meta = {"cites": list(cites), "narrative": narrative}


def _render(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    meta = tokens[index].meta
    cites = escape(json.dumps(meta["cites"], ensure_ascii=False, sort_keys=True))
    narrative = ' data-narrative="yes"' if meta["narrative"] else ""
    return f'<span class="citation" data-cites="{cites}"{narrative}></span>'
