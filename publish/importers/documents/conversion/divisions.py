"""Divisions as Markdown: boxes and statements with a title, languages, conditions, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from publish.importers.documents.boxes import box_name
from publish.importers.documents.conversion.context import ConversionContext
from publish.importers.documents.conversion.verse import VERSE, verse
from publish.importers.documents.conversion.words import conditions, escape_start, fence
from publish.importers.documents.ledger import LossKind
from publish.importers.documents.tree import Attributes, Node, attributes

# Classes that say where and how wide something stands on a screen, and those of generated HTML.
_SILENT = frozenset(
    "section content title formalpara informalequation cell cell-output figure columns column"
    " panel-tabset tabset grid cards incremental nonincremental fragment hanging-indent".split()
)
# Classes that a paragraph has here.
_PARAGRAPHS = frozenset({"source", "date", "opening", "closing", "signature"})
_COUNTED = frozenset("theorem lemma proposition corollary definition example exercise".split())
_LAYOUT = re.compile(r"(?:column|g-col|panel|layout|cell-output|page|text|align)-[\w-]+")


def division(node: Node, context: ConversionContext) -> list[str]:
    """A node `Div` as Markdown."""
    own = attributes(node)
    inner = node["c"][1]
    if own.identifier == "refs":
        return ["::: bibliography\n:::"]
    name = box_name(own)
    if name and not any(each["t"] == "Header" for each in inner[1:]):
        return [_box(name, own, inner, context)]
    blocks = context.blocks(inner)
    anchor = context.name_of(own.identifier)
    if blocks and anchor and not _is_named(anchor, blocks):
        blocks[0] = _with_attribute(f"#{anchor}", blocks[0])
    for attribute in (*_paragraph_classes(own), *_of_all(own.keys, context)):
        blocks = [_with_attribute(attribute, block) for block in blocks]
    context.unwrap(node, tuple(each for each in own.classes if not _is_silent(each)))
    return blocks


def _box(name: str, own: Attributes, inner: Sequence[Node], context: ConversionContext) -> str:
    title, inner = _box_title(own.keys, inner, context)
    written = verse(inner, context) if name == VERSE else context.blocks(inner)
    content = "\n\n".join(written)
    colons = fence(content, 3, ":")
    anchor = context.name_of(own.identifier)
    mark = f"#{anchor}" if anchor else ""
    if name in _COUNTED:
        mark = context.caption(name, anchor, own)
    braces = f" {{{mark}}}" if anchor else mark
    return f"{colons} {name}{braces}{' ' + title if title else ''}\n{content}\n{colons}"


def _of_all(keys: Mapping[str, str], context: ConversionContext) -> Iterator[str]:
    """What holds for each block of a division: a language, and the products that show it."""
    language = keys.get("lang")
    if language and language != context.language:
        yield f"lang={language}"
    yield from conditions(keys)


def _is_named(anchor: str, blocks: Sequence[str]) -> bool:
    """Whether a formula in a division has the same name as this."""
    return any(re.search(rf"\$\$ \{{#{anchor}(?![\w-])", block) for block in blocks)


def _paragraph_classes(own: Attributes) -> Iterator[str]:
    return (f".{name}" for name in own.classes if name in _PARAGRAPHS)


def _with_attribute(attribute: str, block: str) -> str:
    """A block with an attribute in the line before it, where others may be already."""
    if match := re.match(r"\{([^}\n]*)\}\n", block):
        return f"{{{attribute} {match[1]}}}\n{block[match.end() :]}"
    return f"{{{attribute}}}\n{block}"


def _is_silent(name: str) -> bool:
    return name in _SILENT or name in _PARAGRAPHS or bool(_LAYOUT.fullmatch(name))


def _box_title(
    keys: Mapping[str, str], inner: Sequence[Node], context: ConversionContext
) -> tuple[str, Sequence[Node]]:
    """The title of a box, as an attribute or as its first block, and the other blocks."""
    if title := keys.get("title") or keys.get("name"):
        return escape_start(title), inner
    first = inner[0] if inner else None
    if first and first["t"] == "Header":
        return context.inlines(first["c"][2]).strip(), inner[1:]
    if first and first["t"] == "Div" and "title" in attributes(first).classes:
        words = " ".join(context.blocks(first["c"][1])).strip()
        if words.lower() not in ("note", "tip", "important", "warning", "caution"):
            return words, inner[1:]
        context.leave_out(LossKind.GENERATED, words, words)
        return "", inner[1:]
    return "", inner
