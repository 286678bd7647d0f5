"""Org: keywords and tags of headings, which are not words of their titles, and index entries.

https://orgmode.org/manual/Generating-an-index.html
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from publish.importers.documents.dialects.org import BACKSLASH
from publish.importers.documents.index_entries import index_span, makeindex_entry
from publish.importers.documents.tree import Node, attributes, plain_text, walk

_NOT_WORDS = frozenset({"todo", "done", "tag"})
# `#+INDEX: mill!tide`, and the indexes of Texinfo.
_ENTRY = re.compile(r"#\+[cfkvpt]?index:[ \t]*(?P<entry>.+)", re.I)
_TEXINFO = re.compile(r"@(?P<name>\w+)\{(?P<words>[^{}]*)\}")
_MANUAL = re.compile(r"info:(?P<manual>[\w-]+)(?:\.info)?(?:(?:::?|#)(?P<node>.*))?", re.S)
_EMACS = "https://www.gnu.org/software/emacs/manual/html_node/"
_MANUALS = frozenset(
    "auth calc ccmode cl dired-x ediff efaq eintr elisp emacs emacs-gnutls emacs-mime epa ert"
    " eshell eww flymake forms gnus ido info message nxml-mode octave-mode org reftex remember"
    " semantic ses sieve smtpmail speedbar todo-mode tramp url viper widget woman".split()
)
_CODE = frozenset({"code", "samp", "command", "option", "file", "env"})


def rewrite_tree(blocks: list[Node]) -> list[Node]:
    """Blocks without keywords and tags in titles, with links to titles and marks of the index."""
    headings = (node for node in walk(blocks) if node["t"] == "Header")
    titles = {_title(plain_text(_words(h))): attributes(h).identifier for h in headings}
    return list(_rewritten(blocks, titles))


def _title(words: str) -> str:
    return " ".join(words.lower().split())


def _rewritten(content: Any, titles: Mapping[str, str]) -> Any:
    if isinstance(content, list):
        is_blocks = any(isinstance(each, dict) and each.get("t") == "RawBlock" for each in content)
        nodes = _with_marks(content) if is_blocks else content
        return [_rewritten(each, titles) for each in nodes]
    if not isinstance(content, dict):
        return content
    written = {key: _rewritten(value, titles) for key, value in content.items()}
    rewrite = _NODES.get(str(content.get("t")))
    return rewrite(written, titles) if rewrite else written


def _to_title(span: Node, titles: Mapping[str, str]) -> Node:
    """A link to a title, `[[*Title]]`, which pandoc does not follow."""
    target = attributes(span).keys.get("target", "")
    name = titles.get(_title(target.removeprefix("*")))
    if "spurious-link" not in attributes(span).classes or name is None:
        return span
    words = span["c"][1][0]["c"] if span["c"][1][:1] and span["c"][1][0]["t"] == "Emph" else []
    shown = [] if _title(plain_text(words)) == _title(target) else words
    return {"t": "Link", "c": [["", [], []], shown, [f"#{name}", ""]]}


def _to_manual(link: Node, _titles: Mapping[str, str]) -> Node:
    """A link to a manual of Emacs as its page on the web, as Org exports it (`ol-info.el`)."""
    own, words, (target, title) = link["c"]
    match = _MANUAL.fullmatch(unquote(target))
    if match is None or match["manual"] not in _MANUALS:
        return link
    page = re.sub(r"\s", "-", (match["node"] or "").strip())
    address = f"{_EMACS}{match['manual']}/{f'{page}.html' if page not in ('', 'Top') else ''}"
    return {"t": "Link", "c": [own, words, [address, title]]}


def _string(node: Node, _titles: Mapping[str, str]) -> Node:
    return {"t": "Str", "c": node["c"].replace(BACKSLASH, "\\")}


def _entity(raw: Node, _titles: Mapping[str, str]) -> Node:
    """A character by its name, `\\rArr{}`, which HTML has as well."""
    match = re.fullmatch(r"\\([A-Za-z]+\d*)(?:\{\})?\s*", raw["c"][1])
    found = html.entities.html5.get(f"{match[1]};") if match else None
    return raw if found is None else {"t": "Str", "c": found}


def _with_marks(blocks: Sequence[Node]) -> list[Node]:
    """Blocks in which entries of the index are marks at the beginning of the next paragraph."""
    found: list[Node] = []
    marks: list[Node] = []
    for node in blocks:
        if new := _marks(node):
            marks += new
            continue
        if marks and node["t"] in ("Para", "Plain"):
            node = {"t": node["t"], "c": [*marks, *node["c"]]}
        elif marks:
            found.append({"t": "Para", "c": marks})
        found.append(node)
        marks = []
    return [*found, {"t": "Para", "c": marks}] if marks else found


def _marks(node: Node) -> list[Node]:
    lines = node["c"][1].splitlines() if node["t"] == "RawBlock" and node["c"][0] == "org" else []
    entries = [match for line in lines if (match := _ENTRY.fullmatch(line.strip()))]
    if len(entries) < len(lines):
        return []
    words = (_TEXINFO.sub(_plain, match["entry"]).replace("@@", "@") for match in entries)
    return [index_span(makeindex_entry(each)) for each in words]


def _plain(match: re.Match[str]) -> str:
    return f"`{match['words']}`" if match["name"] in _CODE else match["words"]


def _heading(node: Node, _titles: Mapping[str, str]) -> Node:
    level, own, _ = node["c"]
    return {"t": "Header", "c": [level, own, _words(node)]}


def _words(heading: Node) -> list[Node]:
    """The words of a title without its keywords and tags."""
    return _trimmed([node for node in heading["c"][2] if not _is_mark(node)])


_NODES: dict[str, Callable[[Node, Mapping[str, str]], Node]] = {
    "Header": _heading,
    "Span": _to_title,
    "Link": _to_manual,
    "RawInline": _entity,
    "Str": _string,
}


def _is_mark(node: Node) -> bool:
    return node["t"] == "Span" and bool(_NOT_WORDS & {*attributes(node).classes})


def _trimmed(nodes: Sequence[Node]) -> list[Node]:
    kept = list(nodes)
    while kept and kept[0]["t"] == "Space":
        kept = kept[1:]
    while kept and (kept[-1]["t"] == "Space" or kept[-1].get("c") == "\u00a0"):
        kept = kept[:-1]
    if kept and kept[-1]["t"] == "Str":
        kept[-1] = {"t": "Str", "c": kept[-1]["c"].rstrip()}
    return kept
