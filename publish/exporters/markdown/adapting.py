"""A document of the book as one that GitHub's dialect of Markdown can say.

What the dialect has no mark for is HTML, which it may contain: names, keys, readings, definitions,
and the divisions around constructs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from publish.exporters.html_marks import (
    anchor,
    html_span,
    in_languages,
    language_keys,
    note_numbers,
    plain_link,
    raw_block,
    words_of,
)
from publish.exporters.rewriting import classes_of, identifier_of, keys_of, rewrite, walk
from publish.exporters.tree.nodes import Node, attributes, div, node, span

_CAPTION, _TITLE = "caption", "title"


def adapted(blocks: list[Node], address: Callable[[str], str]) -> list[Node]:
    """The blocks of a document; `address` gives that of a name in the book."""
    numbers = note_numbers(blocks)

    def change(each: Node) -> Node | list[Node]:
        if each["t"] == "Link":
            number = numbers.get(each["c"][2][0].removeprefix("#"))
            is_call = number is not None and "noteref" in classes_of(each)
            return _second_call(number) if is_call else plain_link(each, address)
        writer = _CHANGES.get(each["t"])
        return writer(each) if writer else each

    return list(in_languages(rewrite(blocks, change)))


def _second_call(number: int | None) -> Node:
    return node("RawInline", ["markdown", f"[^{number}]"])


def _heading(each: Node) -> Node:
    level, (identifier, _, pairs), content = each["c"]
    if language := dict(pairs).get("lang"):
        content = [span(content, keys=language_keys(language))]
    return node("Header", [level, attributes(), [anchor(identifier), *content]])


def _division(each: Node) -> Node | list[Node]:
    identifier, classes = identifier_of(each), classes_of(each)
    content: list[Node] = each["c"][1]
    keys = keys_of(each)
    if "equation" in classes:
        return _equation(identifier, content)
    if "block-title" in classes:
        return div(content, _TITLE)
    if _CAPTION in classes:
        return each  # what it describes takes it
    if content and _CAPTION in classes_of(content[0]):
        caption = content[0]["c"][1]
        content = [*([div(caption, _TITLE)] if "statement" in classes else caption), *content[1:]]
    kept = [name for name in classes if name not in ("box", "statement", "listing", "data")]
    if kept or identifier or keys:
        return div(content, *kept, identifier=identifier, keys=keys)
    return content


def _equation(identifier: str, content: list[Node]) -> list[Node]:
    """A formula with its number, as LaTeX has it."""
    number = "".join(words_of(each) for each in content[1:]).strip("()")
    formula = next(each for each in walk(content) if each["t"] == "Math")
    tag = f" \\tag{{{number}}}" if number else ""
    numbered = node("Math", [node("DisplayMath"), f"{formula['c'][1]}{tag}"])
    paragraph = node("Para", [numbered])
    return [div([paragraph], identifier=identifier)] if identifier else [paragraph]


def _table(each: Node) -> Node | list[Node]:
    """A table below its caption."""
    own, (short, caption), *rest = each["c"]
    bare = node("Table", [attributes("", own[1], {}), [short, []], *rest])
    words = [node("Para", block["c"]) if block["t"] == "Plain" else block for block in caption]
    content = [*words, bare]
    return div(content, identifier=own[0]) if own[0] else content


def _definitions(each: Node) -> list[Node]:
    found = [raw_block("<dl>")]
    for term, definitions in each["c"]:
        found += [raw_block("<dt>"), node("Plain", term), raw_block("</dt>")]
        for blocks in definitions:
            found += [raw_block("<dd>"), *blocks, raw_block("</dd>")]
    return [*found, raw_block("</dl>")]


def _numbered(each: Node) -> Node | list[Node]:
    """A list; one with letters, or roman numerals, is HTML around its items."""
    (start, style, _), items = each["c"]
    kind = _LIST_TYPES.get(style["t"])
    if kind is None:
        return each
    found = [raw_block(f'<ol start="{start}" type="{kind}">')]
    for blocks in items:
        found += [raw_block("<li>"), *blocks, raw_block("</li>")]
    return [*found, raw_block("</ol>")]


def _code(each: Node) -> Node | list[Node]:
    identifier = identifier_of(each)
    own, text = each["c"]
    bare = node("CodeBlock", [attributes("", own[1][:1]), text])
    return div([bare], identifier=identifier) if identifier else bare


_LIST_TYPES = {"LowerAlpha": "a", "UpperAlpha": "A", "LowerRoman": "i", "UpperRoman": "I"}
_CHANGES: Mapping[str, Callable[[Node], Node | list[Node]]] = {
    "Header": _heading,
    "Span": html_span,
    "Div": _division,
    "Table": _table,
    "DefinitionList": _definitions,
    "OrderedList": _numbered,
    "CodeBlock": _code,
}
