"""Spans as Markdown: languages, keys, index marks, readings, anchors; others keep their words."""

from __future__ import annotations

from collections.abc import Mapping

from publish.importers.documents.conversion.context import ConversionContext
from publish.importers.documents.conversion.words import conditions, quoted
from publish.importers.documents.index_entries import level_words
from publish.importers.documents.ledger import LossKind
from publish.importers.documents.references.typed import TYPED
from publish.importers.documents.tree import ASIDES, Attributes, Node, attributes
from publish.model.script import direction

# Classes of spans with a meaning, from those of pandoc's readers.
_CLASSES = {
    "kbd": "key",
    "key": "key",
    "smallcaps": "small-caps",
    "small-caps": "small-caps",
    "underline": "underline",
    "ul": "underline",
}
# Keys of the marks of our exports.
_OWN_INDEX = "index-entry"
_OWN_PARTS = ("range", "see", "see-also")
# Classes that mean nothing to a reader.
_SILENT = frozenset(
    {
        "anchor",
        "mark",
        "dfn",
        "math",
        "indexed",
        "emoji",
        "small",
        "abbr",
        "xref",
        "keycombo",
        "menuchoice",
        "source",
    }
)


def span(node: Node, context: ConversionContext) -> str:
    """A node `Span` as Markdown."""
    own = _without_prefix(attributes(node))
    if ASIDES & {*own.classes}:
        note = {"t": "Note", "c": [{"t": "Para", "c": node["c"][1]}]}
        return context.inlines([note])
    if TYPED in own.classes:
        return context.refer(node)
    words = context.inlines(node["c"][1])
    if "ruby" in own.keys:
        return f"[{words}]{{ruby={quoted(own.keys['ruby'])}}}"
    if "indexterm" in own.classes or _OWN_INDEX in own.keys:
        return _index_term(words, own.keys)
    if "index" in own.classes or "index" in own.keys or "indexref" in own.classes:
        return index_mark(words, own.keys.get("entry") or own.keys.get("index", ""))
    context.unwrap(node, tuple(c for c in own.classes if c not in _CLASSES and c not in _SILENT))
    if "custom-style" in own.keys:
        context.leave_out(LossKind.CLASS, f"character style {own.keys['custom-style']}")
    name = context.name_of(own.identifier)
    parts = _parts(own, name, context)
    if not parts or (not words.strip() and not name):
        return words
    return f"[{words}]{{{' '.join(parts)}}}"


def _parts(own: Attributes, name: str | None, context: ConversionContext) -> list[str]:
    """What is in the braces after a span."""
    parts = [f"#{name}"] if name else []
    parts += [f".{_CLASSES[each]}" for each in own.classes if each in _CLASSES]
    language = own.keys.get("lang") or own.keys.get("xml:lang")
    if language and language != context.language:
        parts.append(f"lang={language}")
    turned = own.keys.get("dir")
    if turned in ("rtl", "ltr") and turned != direction(context.language):
        parts.append(f"dir={turned}")
    return [*parts, *conditions(own.keys)]


def _without_prefix(own: Attributes) -> Attributes:
    """Attributes as pandoc has those of HTML; in Markdown they keep the `data-` that HTML needs."""
    return own._replace(keys={key.removeprefix("data-"): v for key, v in own.keys.items()})


def index_mark(words: str, entry: str) -> str:
    """A mark of the index: levels of an entry are divided by `!` or `:` in the source."""
    if not entry:
        return f"[{words}]{{.index}}" if words.strip() else ""
    parts = entry.partition("|")[0].replace("!", ":").split(":")
    shown = "; ".join(filter(None, map(level_words, parts)))
    return f'[{words}]{{index="{shown}"}}' if shown else words


def _index_term(words: str, keys: Mapping[str, str]) -> str:
    """A mark of the index by its levels, or the entry that it leads to; ours has our Markdown."""
    if entry := keys.get(_OWN_INDEX):
        own = (("index", entry), *((name, keys.get(f"index-{name}")) for name in _OWN_PARTS))
        shown = ((name, to.replace('"', "&quot;")) for name, to in own if to)
        parts = [f'{name}="{to}"' for name, to in shown]
        return f"[{words}]{{{' '.join(parts)}}}"
    names = ("primary", "secondary", "tertiary")
    levels = "; ".join(level_words(keys[name]) for name in names if name in keys)
    if not levels:
        return ""
    see = (
        ("see", level_words(keys.get("see", ""))),
        ("see-also", level_words(keys.get("seealso", ""))),
    )
    parts = [f'index="{levels}"', *(f'{name}="{to}"' for name, to in see if to)]
    return f"[]{{{' '.join(parts)}}}"
