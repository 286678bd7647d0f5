"""References as fields: what Word can evaluate is a field, the words around it are text.

A reference is a link to a bookmark as a whole, so that it leads there in every program.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import quoteattr

import msgspec

from publish.exporters.docx.wordml import field, run
from publish.exporters.tree import Document
from publish.exporters.tree.nodes import Node
from publish.model.markup import XREF

_TIE = "\N{NO-BREAK SPACE}"


class Evaluated(msgspec.Struct, frozen=True):
    """A text that a field gives, and its code."""

    text: str
    code: str


def reference(text: str, bookmark: str, parts: Sequence[Evaluated], properties: str) -> str:
    """The markup of a reference with that text; `parts` are what fields can say of its target."""
    return inside_link(bookmark, "".join(_written(text, parts, properties)))


def inside_link(bookmark: str, content: str) -> str:
    """Runs and fields that lead to a bookmark."""
    return f"<w:hyperlink w:anchor={quoteattr(bookmark)}>{content}</w:hyperlink>"


def _written(text: str, parts: Sequence[Evaluated], properties: str) -> Iterator[str]:
    """Fields and runs, from the longest text that a field can give."""
    loose = text.replace(_TIE, " ")
    for part in parts:
        at = loose.find(part.text.replace(_TIE, " ")) if part.text else -1
        if at >= 0:
            end = at + len(part.text)
            rest = [other for other in parts if other is not part]
            yield from _written(text[:at], rest, properties)
            yield field(part.code, run(text[at:end], properties))
            yield from _written(text[end:], rest, properties)
            return
    if text:
        yield run(text, properties)


def reference_forms(documents: Sequence[Document]) -> Mapping[str, Mapping[str, str]]:
    """The forms of the references of a book, by target and text; "" is the usual one."""
    forms: dict[str, dict[str, str]] = defaultdict(dict)
    for document in documents:
        for each in _links(document.blocks):
            (_, classes, _), content, (target, _) = each["c"]
            if XREF in classes:
                form = " ".join(name for name in classes if name != XREF)
                forms[target.removeprefix("#")].setdefault(text_of_inlines(content), form)
    return forms


def _links(content: object) -> Iterator[Node]:
    if isinstance(content, list):
        for each in content:
            yield from _links(each)
    elif isinstance(content, dict):
        if content["t"] == "Link":
            yield content
        yield from _links(content.get("c"))


def text_of_inlines(nodes: Sequence[Node]) -> str:
    """The words of inline nodes."""
    return "".join(map(_text, nodes))


def _text(each: Node) -> str:
    kind, content = each["t"], each.get("c")
    if kind == "Str":
        return str(content)
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind in ("Span", "Link", "Code", "Math"):
        content = each["c"][1]
    return content if isinstance(content, str) else "".join(map(_text, content or ()))


def run_properties(keys: Mapping[str, str]) -> str:
    """The language and direction of a run."""
    found = "<w:rtl/>" if keys.get("dir") == "rtl" else ""
    if language := keys.get("lang"):
        found += f"<w:lang w:val={quoteattr(language)}/>"
    return found
