"""Inline nodes as Word has them: references, notes called again, marks of the index, readings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from publish.exporters.docx.context import WordContext
from publish.exporters.docx.index_fields import index_mark
from publish.exporters.docx.references import (
    inside_link,
    reference,
    run_properties,
    text_of_inlines,
)
from publish.exporters.docx.wordml import (
    FIELD_END,
    bookmark_end,
    bookmark_start,
    field,
    field_begin,
    raw,
    run,
)
from publish.exporters.ledger import LossKind
from publish.exporters.tree.nodes import Node, attributes, div, link, node, span
from publish.model.markup import (
    INDEX_MARK,
    KEY,
    LINE_NUMBER,
    NOTE_CALL,
    NOTE_NUMBER,
    PAGE_FORM,
    RUBY_BASE,
    XREF,
)

_CUSTOM_STYLE = "custom-style"
_CHARACTER_STYLES = {KEY: "Key", RUBY_BASE: "Reading Base", "reading": "Reading"}
_AROUND = frozenset(
    {"Emph", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Underline"}
)


def styled(style: str, blocks: Sequence[Node]) -> Node:
    """Paragraphs of a style."""
    return div(blocks, keys={_CUSTOM_STYLE: style})


def convert_inlines(nodes: Sequence[Node], context: WordContext) -> list[Node]:
    """Inline nodes with the names that wait for words before them."""
    before: list[Node] = []
    while context.waiting:
        before.extend(bookmark(context.waiting.pop(0), [], context))
    return [*before, *(new for each in nodes for new in _inline(each, context))]


def _inner(nodes: Sequence[Node], context: WordContext) -> list[Node]:
    return [new for each in nodes for new in _inline(each, context)]


def _inline(each: Node, context: WordContext) -> Iterator[Node]:
    kind = each["t"]
    if kind in _AROUND:
        yield node(kind, _inner(each["c"], context))
    elif writer := _WRITERS.get(kind):
        yield from writer(each, context)
    else:
        yield each


def bookmark(identifier: str, content: Sequence[Node], context: WordContext) -> Iterator[Node]:
    """Nodes with a bookmark around them, if anything refers to it."""
    if identifier not in context.referenced:
        yield from content
        return
    number = context.bookmarks.number()
    yield raw(bookmark_start(context.bookmarks.name(identifier), number))
    yield from content
    yield raw(bookmark_end(number))


def _span(each: Node, context: WordContext) -> Iterator[Node]:
    (identifier, classes, pairs), content = each["c"]
    if LINE_NUMBER in classes or NOTE_NUMBER in classes:
        return
    if INDEX_MARK in classes:
        yield from index_mark(each, _inner(content, context), context)
        return
    keys = {name: value for name, value in pairs if name in ("lang", "dir")}
    inner = _inner(content, context)
    if code := context.citations.get(identifier):
        inner = [raw(field_begin(code)), *inner, raw(FIELD_END)]
    style = next((_CHARACTER_STYLES[name] for name in classes if name in _CHARACTER_STYLES), "")
    if style or keys:
        inner = [span(inner, keys={**keys, _CUSTOM_STYLE: style})]
    yield from bookmark(identifier, inner, context)


def _link(each: Node, context: WordContext) -> Iterator[Node]:
    (identifier, classes, pairs), content, (target, _) = each["c"]
    keys = dict(pairs)
    if not target.startswith("#"):
        yield from bookmark(identifier, [link(_inner(content, context), target)], context)
        return
    name = target[1:]
    if NOTE_CALL in classes:
        yield _called_again(name, content, context)
    elif XREF in classes:
        yield from bookmark(
            identifier, [_reference(name, classes, keys, content, context)], context
        )
    else:
        address = f"#{context.bookmarks.name(name)}"
        yield from bookmark(identifier, [link(_inner(content, context), address)], context)


def _reference(
    name: str,
    classes: Sequence[str],
    keys: Mapping[str, str],
    content: Sequence[Node],
    context: WordContext,
) -> Node:
    text = text_of_inlines(content)
    parts = context.targets.get(name, ())
    if PAGE_FORM in classes:
        context.leave_out(LossKind.PAGE_REFERENCE, text)
    return raw(reference(text, context.bookmarks.name(name), parts, run_properties(keys)))


def _called_again(name: str, content: Sequence[Node], context: WordContext) -> Node:
    number = text_of_inlines(content)
    called = context.bookmarks.name(name)
    shown = run(number, '<w:rStyle w:val="FootnoteReference"/>')
    return raw(inside_link(called, field(f"NOTEREF {called} \\f \\h", shown)))


def _note(each: Node, context: WordContext) -> Iterator[Node]:
    """A note; if it is called again, or referred to, a bookmark is around its call."""
    note = node("Note", context.write_blocks(_without_anchor(each["c"]), context))
    yield from bookmark(_anchor(each["c"]), [note], context)


def _anchor(blocks: Sequence[Node]) -> str:
    first = blocks[0]["c"][0] if blocks and blocks[0]["t"] in ("Para", "Plain") else None
    return str(first["c"][0][0]) if first and first["t"] == "Span" else ""


def _without_anchor(blocks: Sequence[Node]) -> list[Node]:
    if not _anchor(blocks):
        return list(blocks)
    return [node(blocks[0]["t"], blocks[0]["c"][1:]), *blocks[1:]]


def _code(each: Node, context: WordContext) -> Iterator[Node]:
    (identifier, _, _), text = each["c"]
    yield from bookmark(identifier, [node("Code", [attributes(), text])], context)


def _image(each: Node, context: WordContext) -> Iterator[Node]:
    (identifier, _, pairs), words, (source, title) = each["c"]
    keys, picture = dict(pairs), context.pictures.get(source)
    shown = picture.file if picture else source
    keys = {"width": picture.width if picture else "", **keys}
    image = node("Image", [attributes(keys=keys), words, [shown, title]])
    yield from bookmark(identifier, [image], context)


_WRITERS: Mapping[str, Callable[[Node, WordContext], Iterator[Node]]] = {
    "Span": _span,
    "Link": _link,
    "Note": _note,
    "Code": _code,
    "Image": _image,
}
