"""Inline XHTML of a settled book as inline nodes of pandoc's tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from publish.exporters.tree.context import TreeContext
from publish.exporters.tree.nodes import Node, attributes, link, node, span, stripped, words
from publish.model.markup import (
    BACKLINK,
    INDEX_MARK,
    LOCATOR,
    MATH,
    NOTE_CALL,
    NOTE_NUMBER,
    X,
    classes_of,
    has_class,
)
from publish.model.xhtml import local_name, text_of

_EMPHASIS = {
    "em": "Emph",
    "i": "Emph",
    "cite": "Emph",
    "strong": "Strong",
    "b": "Strong",
    "s": "Strikeout",
    "del": "Strikeout",
    "sub": "Subscript",
    "sup": "Superscript",
    "u": "Underline",
}
_CLASSES = {"small-caps": "SmallCaps", "underline": "Underline"}
_BLOCK = frozenset(f"{X}{name}" for name in ("p", "div", "ul", "ol", "table", "figure", "aside"))
# What a product adds around a text, and what the tree has in another form.
_LEFT_OUT = frozenset({BACKLINK, NOTE_NUMBER})


def write_inlines(element: etree._Element, context: TreeContext) -> list[Node]:
    """What is in an element, as inline nodes without spaces at the ends; blocks in it are not."""
    return stripped(list(_content(element, context)))


def _content(element: etree._Element, context: TreeContext) -> Iterator[Node]:
    yield from words(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _BLOCK:
            yield from _write(child, context)
        yield from words(child.tail or "")


def write_inline(element: etree._Element, context: TreeContext) -> list[Node]:
    """An inline element as nodes."""
    return list(_write(element, context))


def _write(element: etree._Element, context: TreeContext) -> Iterator[Node]:
    if not _LEFT_OUT.isdisjoint(classes_of(element)):
        return
    if element.tag == MATH:
        yield math(element)
        return
    name = local_name(str(element.tag))
    if writer := _WRITERS.get(name):
        yield from writer(element, context)
    elif name in _EMPHASIS:
        yield from _around(element, node(_EMPHASIS[name], _outside(element, context)))
    else:
        yield from _span(element, context)


def _outside(element: etree._Element, context: TreeContext) -> list[Node]:
    return list(_content(element, context))


def _around(element: etree._Element, inner: Node) -> Iterator[Node]:
    """A node with the identifier and language of its element around it, if it has any."""
    identifier, keys = element.get("id", ""), keys_of(element)
    yield span([inner], identifier=identifier, keys=keys) if identifier or keys else inner


def keys_of(element: etree._Element) -> dict[str, str]:
    """The language and direction of an element, where they are not those of the text around it."""
    named = {name: element.get(name, "") for name in ("lang", "dir")}
    return {name: value for name, value in named.items() if value}


def _span(element: etree._Element, context: TreeContext) -> Iterator[Node]:
    classes, content = classes_of(element), _outside(element, context)
    kind = next((_CLASSES[name] for name in classes if name in _CLASSES), None)
    if kind:
        yield from _around(element, node(kind, content))
        return
    keys = {**keys_of(element), "title": element.get("title", "")}
    if local_name(str(element.tag)) == "abbr":
        classes = ["abbr", *classes]
    if INDEX_MARK in classes:
        yield _index_mark(element, content, context)
    elif classes or element.get("id") or any(keys.values()):
        yield span(content, *classes, identifier=element.get("id", ""), keys=keys)
    else:
        yield from content


def _index_mark(element: etree._Element, content: list[Node], context: TreeContext) -> Node:
    """A mark with an `entry` for each of its terms; `:` is between an entry and that above it."""
    anchor = element.get("id", "")
    pairs = [[name, value] for name, value in keys_of(element).items()]
    for term in context.terms.get(anchor, ()):
        path = ":".join(part.replace(":", "\\:") for part in term.path)
        pairs.append([f"{term.range}-entry" if term.range else "entry", path])
    return node("Span", [[anchor, [INDEX_MARK], pairs], content])


def _link(element: etree._Element, context: TreeContext) -> Iterator[Node]:
    if has_class(element, NOTE_CALL):
        yield note_call(element, context)
        return
    target, classes = element.get("href", ""), classes_of(element)
    content, keys = stripped(_outside(element, context)), keys_of(element)
    if target and LOCATOR not in classes:
        yield link(content, target, *classes, identifier=element.get("id", ""), keys=keys)
    else:
        yield from content


def note_call(element: etree._Element, context: TreeContext) -> Node:
    """A note at its first call; another call of the same note leads to it by its number."""
    target = element.get("href", "").lstrip("#")
    note = context.notes.get(target)
    if note is None or target in context.called:
        number = [node("Superscript", list(words(text_of(element))))]
        return link(number, f"#{target}", NOTE_CALL)
    context.called.add(target)
    blocks = context.write_blocks(note, context)
    anchor = span([], identifier=target)
    if blocks and blocks[0]["t"] in ("Para", "Plain"):
        blocks[0]["c"].insert(0, anchor)
    return node("Note", blocks)


def math(element: etree._Element) -> Node:
    """A formula, in LaTeX."""
    kind = "DisplayMath" if element.get("display") == "block" else "InlineMath"
    return node("Math", [node(kind), element.get("alttext") or text_of(element)])


def _code(element: etree._Element, _: TreeContext) -> Iterator[Node]:
    yield node("Code", [attributes(element.get("id", ""), classes_of(element)), text_of(element)])


def _keys(element: etree._Element, context: TreeContext) -> Iterator[Node]:
    if has_class(element, "keys"):
        yield from _outside(element, context)
    else:
        yield span(_outside(element, context), "key", identifier=element.get("id", ""))


def _image(element: etree._Element, _: TreeContext) -> Iterator[Node]:
    yield image(element)


def image(element: etree._Element) -> Node:
    """A picture with its alternative text and its width, as a share or a length."""
    alternative, style = element.get("alt", ""), element.get("style", "")
    width = style.partition("width:")[2].partition(";")[0].strip()
    keys = {"width": width, "alt": alternative, **keys_of(element)}
    own = attributes(element.get("id", ""), classes_of(element), keys)
    return node("Image", [own, list(words(alternative)), [element.get("src", ""), ""]])


def _ruby(element: etree._Element, context: TreeContext) -> Iterator[Node]:
    """Words with their reading, which follows in brackets."""
    content: list[Node] = []
    for child in element:
        role = "reading" if local_name(str(child.tag)) in ("rp", "rt") else "ruby-base"
        content.append(span(_outside(child, context), role))
        content.extend(words(child.tail or ""))
    reading = "".join(text_of(each) for each in element.iter(f"{X}rt"))
    keys = {**keys_of(element), "reading": reading}
    yield span([*words(element.text or ""), *content], "ruby", keys=keys)


def _break(_: etree._Element, __: TreeContext) -> Iterator[Node]:
    yield node("LineBreak")


_WRITERS: Mapping[str, Callable[[etree._Element, TreeContext], Iterator[Node]]] = {
    "a": _link,
    "br": _break,
    "code": _code,
    "img": _image,
    "kbd": _keys,
    "ruby": _ruby,
}
