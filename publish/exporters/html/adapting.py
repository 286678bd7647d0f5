"""The tree of a book as plain HTML: names and languages stay, and classes that style a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from publish.exporters.html_marks import (
    html_span,
    in_languages,
    language_keys,
    note_numbers,
    plain_link,
    raw,
    raw_block,
)
from publish.exporters.rewriting import classes_of, identifier_of, keys_of, rewrite
from publish.exporters.tree.nodes import Node, attributes, div, node, span

_TITLE = "title"
_DEEPEST = 6  # of the headings of HTML
_STATEMENT, _LISTING = "statement", "listing"
_OURS = frozenset({"box", "data", _STATEMENT})  # classes that say nothing beside others


def adapted(blocks: list[Node], formulas: Mapping[tuple[str, bool], str]) -> list[Node]:
    """The blocks of a book, all in one document below a heading with its title.

    `formulas` have the MathML of LaTeX, and of whether it stands on a line of its own.
    """
    numbers = note_numbers(blocks)

    def change(each: Node) -> Node | list[Node]:
        if each["t"] == "Link":
            return _link(each, numbers)
        if each["t"] == "Math":
            kind, tex = each["c"]
            mathml = formulas.get((tex, kind["t"] == "DisplayMath"))
            return raw(mathml) if mathml else each
        writer = _CHANGES.get(each["t"])
        return writer(each) if writer else each

    return list(in_languages(rewrite(blocks, change)))


def _link(each: Node, numbers: Mapping[str, int]) -> Node:
    """A link; a further call of a note is as pandoc writes the first."""
    number = numbers.get(each["c"][2][0].removeprefix("#"))
    if number is not None and "noteref" in classes_of(each):
        return raw(f'<a href="#fn{number}" role="doc-noteref"><sup>{number}</sup></a>')
    return plain_link(each, lambda name: f"#{name}")


def _heading(each: Node) -> Node:
    level, (identifier, _, pairs), content = each["c"]
    if language := dict(pairs).get("lang"):
        content = [span(content, keys=language_keys(language))]
    return node("Header", [min(level + 1, _DEEPEST), attributes(identifier), content])


def _division(each: Node) -> Node | list[Node]:
    identifier, classes = identifier_of(each), classes_of(each)
    content: list[Node] = each["c"][1]
    if "block-title" in classes:
        return div(content, _TITLE)
    if _LISTING in classes:
        caption, *code = content
        return node("Figure", [attributes(identifier), [None, caption["c"][1]], code])
    if _STATEMENT in classes:
        content = [div(content[0]["c"][1], _TITLE), *content[1:]]
    kept = [name for name in classes if name not in _OURS]
    if kept or identifier or keys_of(each):
        return div(content, *kept, identifier=identifier, keys=keys_of(each))
    return content


def _code(each: Node) -> Node:
    """Code with the class that HTML recommends for its language (WHATWG HTML, 4.5.15)."""
    (identifier, classes, _), text = each["c"]
    name = f' id="{escape(identifier)}"' if identifier else ""
    language = f' class="language-{escape(classes[0])}"' if classes else ""
    return raw_block(f"<pre{name}><code{language}>{escape(text)}</code></pre>")


_CHANGES: Mapping[str, Callable[[Node], Node | list[Node]]] = {
    "Header": _heading,
    "Span": html_span,
    "Div": _division,
    "CodeBlock": _code,
}
