"""Definitions of addresses, `[name]: address "title"`: words of unused ones are lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_core import StateCore

from publish.diagnostics import Severity
from publish.sources.markdown.parsing.faults import LineFault, add_fault

_IN_BRACKETS = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]", re.S)
_OF_ADDRESSES = re.compile(r"(?![@!_])(?!.*(?:[\[\]*]|%7B|%60|%3C)).*[/.#:@][\w/].*")
_HINT = "write `[^name]: text` for a note; to use it, `[words][name]`"


def use_definitions(markdown: MarkdownIt) -> None:
    """Add the search for unused definitions to a parser."""
    markdown.core.ruler.after("block", "definitions", _report_unused)


def _report_unused(state: StateCore) -> None:
    """Warn of those with words: a title, or a destination that is not an address, as of a note."""
    defined = state.env.get("references", {})
    used = set(_names(state)) if defined else set()
    for name, definition in defined.items():
        has_words = definition["title"] or not _OF_ADDRESSES.fullmatch(definition["href"])
        if has_words and name not in used and "map" in definition:
            line = definition["map"][0] + 1
            message = f"the definition `[{name.lower()}]:` is never used, so its words are lost"
            warning = Severity.WARNING, _HINT, "unused definitions"
            add_fault(state.env, LineFault("REF-004", line, message, *warning))


def _names(state: StateCore) -> Iterator[str]:
    for token in state.tokens:
        if token.type == "inline" and "[" in token.content:
            for match in _IN_BRACKETS.finditer(token.content):
                yield normalizeReference(match[1])
