"""Styles of code that say its language and whether lines are numbered: `Source Code (python)`.

What a listing is stays with it, wherever its paragraph is moved in Word. Until pandoc has written
the document, the words of the style are in front of the code, between two marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from publish.exporters.docx.wordml import w
from publish.exporters.tree.code import NUMBER_LINES
from publish.exporters.tree.nodes import Node, attributes, node

_OPEN, _CLOSE = "\ue00c", "\ue00d"
_MARKED = re.compile(f"{_OPEN}(.*?){_CLOSE}", re.S)
_NEXT = "next"


def told_apart(nodes: Sequence[Node]) -> Iterator[Node]:
    """Blocks in which the style of a listing differs from that of the listing before it."""
    before = None
    for each in nodes:
        label = _label(each) if each["t"] == "CodeBlock" else None
        if label is not None and label == before:
            (identifier, classes, keys), text = each["c"]
            yield node("CodeBlock", [[identifier, [*classes, _NEXT], keys], text])
            before = None
        else:
            yield each
            before = label


def marked_code(each: Node) -> Node:
    """A block of code with the words of its style in front of it."""
    label, text = _label(each), each["c"][1]
    return node("CodeBlock", [attributes(), f"{_OPEN}{label}{_CLOSE}{text}" if label else text])


def _label(each: Node) -> str:
    _, classes, keys = each["c"][0]
    is_numbered, start = NUMBER_LINES in classes, dict(keys).get("startFrom")
    language = [name for name in classes if name not in (NUMBER_LINES, _NEXT)][:1]
    numbered = ["numbered"] if is_numbered else []
    first = [f"from {start}"] if is_numbered and start else []
    return " ".join((*language, *numbered, *first, *([_NEXT] if _NEXT in classes else [])))


def style_code(body: etree._Element) -> dict[str, tuple[str, str]]:
    """Give marked code its style; the base and the words of each style, by its identifier."""
    found = {}
    for paragraph in body.iter(w("p")):
        text = next(paragraph.iter(w("t")), None)
        match = _MARKED.match(text.text or "") if text is not None else None
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        if text is None or match is None or style is None:
            continue
        text.text = (text.text or "")[match.end() :]
        base = style.get(w("val"), "")
        name = base + "".join(c if c.isalnum() else f"{ord(c):x}" for c in match[1])
        style.set(w("val"), name)
        found[name] = (base, match[1])
    return found


def add_code_styles(styles: etree._Element, found: Mapping[str, tuple[str, str]]) -> None:
    """Add the styles, each of which looks like its base."""
    names = {
        style.get(w("styleId")): name.get(w("val"), "")
        for style in styles.iter(w("style"))
        for name in style.iter(w("name"))
    }
    for identifier, (base, label) in sorted(found.items()):
        style = etree.SubElement(styles, w("style"))
        style.set(w("type"), "paragraph")
        style.set(w("customStyle"), "1")
        style.set(w("styleId"), identifier)
        for tag, value in (("name", f"{names[base]} ({label})"), ("basedOn", base)):
            etree.SubElement(style, w(tag)).set(w("val"), value)
        etree.SubElement(style, w("qFormat"))
