"""Entries of the index as other programs write them, and as marks in a tree or in Markdown."""

from __future__ import annotations

import re
from typing import NamedTuple

from publish.importers.documents.tree import Node

_LEVELS = ("primary", "secondary", "tertiary")
_UNQUOTED = r"(?<![\\\"])"  # `"` quotes the next character in makeindex
_STYLED = re.compile(r"\\(?P<name>[a-zA-Z]+)\s*\{(?P<words>[^{}]*)\}")
_CODE = frozenset({"texttt", "verb", "code", "lstinline", "textsf"})
_EMPHASIS = frozenset({"emph", "textit", "textsl", "it"})
_SEE = re.compile(r"(see ?also|see)\s*\{?(.*?)\}?\s*\Z", re.S)


class IndexEntry(NamedTuple):
    """An entry by its levels, which are Markdown, and those that it leads to ("" for none)."""

    levels: tuple[str, ...]
    see: str = ""
    see_also: str = ""


def makeindex_entry(text: str) -> IndexEntry:
    """An entry of makeindex: levels by `!`, what is printed after `@`, commands after `|`."""
    entry, *commands = re.split(rf"{_UNQUOTED}\|", text, maxsplit=1)
    levels = (re.split(rf"{_UNQUOTED}@", each)[-1] for each in re.split(rf"{_UNQUOTED}!", entry))
    words = tuple(filter(None, map(_markdown, levels)))
    match = _SEE.fullmatch(commands[0].strip()) if commands else None
    to = _markdown(match[2]) if match else ""
    is_also = match is not None and match[1] != "see"
    return IndexEntry(words, "" if is_also else to, to if is_also else "")


def index_span(entry: IndexEntry) -> Node:
    """An entry as a node, which the conversion writes as a mark."""
    keys = [list(pair) for pair in zip(_LEVELS, entry.levels, strict=False)]
    keys += [["see", entry.see]] if entry.see else []
    keys += [["seealso", entry.see_also]] if entry.see_also else []
    return {"t": "Span", "c": [["", ["indexterm"], keys], []]}


def level_words(text: str) -> str:
    """A level of an entry for an attribute, in which our marks are ordinary characters."""
    words = text.strip() if "`" in text else text.strip().replace("\\", "\\\\")
    return re.sub(r"([;|])", r"\\\1", words).replace('"', "&quot;")


def _markdown(tex: str) -> str:
    """Words of TeX with code and emphasis; other commands leave their words."""
    text = tex.replace("\\_", "_").replace("\\&", "&").replace("\\%", "%").replace("\\#", "#")
    while (changed := _STYLED.sub(_styled, text)) != text:
        text = changed
    return re.sub(r'"(.)', r"\1", text).replace("{", "").replace("}", "").strip()


def _styled(match: re.Match[str]) -> str:
    words = match["words"].strip()
    if match["name"] in _CODE and words:
        return f"`{words}`"
    return f"*{words}*" if match["name"] in _EMPHASIS and words else words
