"""A document of the book as one that GitHub's dialect of Markdown can say.

What the dialect has no mark for is HTML, which it may contain: names, keys, readings, definitions,
and the divisions around constructs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape

from publish.exporters.rewriting import classes_of, identifier_of, keys_of, rewrite, walk
from publish.exporters.tree.nodes import Node, attributes, div, node, span
from publish.model.script import direction

_CAPTION, _TITLE = "caption", "title"


def adapted(blocks: list[Node], address: Callable[[str], str]) -> list[Node]:
    """The blocks of a document; `address` gives that of a name in the book."""
    calls = dict(_first_calls(blocks))

    def change(each: Node) -> Node | list[Node]:
        if each["t"] == "Link":
            call = calls.get(each["c"][2][0].removeprefix("#"))
            return call if call and "noteref" in classes_of(each) else _link(each, address)
        writer = _CHANGES.get(each["t"])
        return writer(each) if writer else each

    return list(_in_languages(rewrite(blocks, change)))


def _first_calls(blocks: list[Node]) -> Iterator[tuple[str, Node]]:
    """A further call of each note, by its name; pandoc numbers those of a document in order."""
    notes = (each for each in walk(blocks) if each["t"] == "Note")
    for number, note in enumerate(notes, start=1):
        for inner in walk(note["c"][:1]):
            if identifier := identifier_of(inner):
                yield identifier, node("RawInline", ["markdown", f"[^{number}]"])


def _in_languages(blocks: Iterable[Node]) -> Iterator[Node]:
    """The blocks of each section in another language, in a division that names it."""
    language, inner = "", list[Node]()
    for each in blocks:
        if each["t"] == "Header":
            yield from _in_language(language, inner)
            language, inner = _language(each), []
            yield each
        elif language:
            inner.append(each)
        else:
            yield each
    yield from _in_language(language, inner)


def _in_language(language: str, blocks: list[Node]) -> Iterator[Node]:
    if blocks:
        yield div(blocks, keys=_in(language))


def _in(language: str) -> dict[str, str]:
    return {"lang": language, "dir": direction(language)}


def _language(heading: Node) -> str:
    inner = (keys_of(each) for each in heading["c"][2] if each["t"] == "Span")
    return next((keys["lang"] for keys in inner if "lang" in keys), "")


def _raw(text: str) -> Node:
    return node("RawInline", ["html", text])


def raw_block(text: str) -> Node:
    """HTML between blocks."""
    return node("RawBlock", ["html", text])


def anchor(name: str) -> Node:
    """A place that links lead to."""
    return _raw(f'<a id="{escape(name)}"></a>')


def _link(each: Node, address: Callable[[str], str]) -> Node:
    """A link without the classes that only our own products have."""
    _, content, (target, title) = each["c"]
    if target.startswith("#"):
        target = address(target[1:])
    return node("Link", [attributes(), content, [target, title]])


def _heading(each: Node) -> Node:
    level, (identifier, _, pairs), content = each["c"]
    if language := dict(pairs).get("lang"):
        content = [span(content, keys=_in(language))]
    return node("Header", [level, attributes(), [anchor(identifier), *content]])


def _span(each: Node) -> Node | list[Node]:
    identifier, classes = identifier_of(each), set(classes_of(each))
    content: list[Node] = each["c"][1]
    keys = keys_of(each)
    if "key" in classes:
        content = [_raw("<kbd>"), *content, _raw("</kbd>")]
    elif "abbr" in classes:
        title = escape(keys.get("title", ""))
        content = [_raw(f'<abbr title="{title}">'), *content, _raw("</abbr>")]
    elif "ruby" in classes:
        content = _ruby(content)
    elif "ruby-base" in classes or "reading" in classes:
        return each  # the ruby around it takes them
    elif "task-box" in classes:
        content = [node("Str", "☒" if "☑" in _words(each) else "☐")]
    elif "index-mark" in classes:
        return _index_mark(each)
    kept: dict[str, str] = {name: keys[name] for name in ("lang", "dir") if name in keys}
    if kept:
        return span(content, identifier=identifier, keys=kept)
    return [anchor(identifier), *content] if identifier else content


def _words(each: Node) -> str:
    return "".join(inner["c"] for inner in walk(each) if inner["t"] == "Str")


def _index_mark(each: Node) -> Node:
    """A mark with its terms as our Markdown has them, which other tools leave alone."""
    pairs = [(name, value) for name, value in each["c"][0][2] if name.endswith("entry")]
    keys = {"data-index": " | ".join(_term(path) for _, path in pairs)}
    end = next((name.removesuffix("-entry") for name, _ in pairs), "entry")
    if end != "entry":
        keys["data-range"] = end
    return span(each["c"][1], identifier=identifier_of(each), keys=keys)


def _term(path: str) -> str:
    """The levels of a term, between which the tree has a colon."""
    return re.sub(r"(?<!\\):", "; ", path).replace("\\:", ":")


def _ruby(content: Iterable[Node]) -> list[Node]:
    found: list[Node] = [_raw("<ruby>")]
    for each in content:
        classes = classes_of(each)
        words = each["c"][1] if each["t"] == "Span" else [each]
        if "reading" in classes:
            tag = "rp" if _words(each) in ("（", "）", "(", ")") else "rt"
            found += [_raw(f"<{tag}>"), *words, _raw(f"</{tag}>")]
        else:
            found += words
    return [*found, _raw("</ruby>")]


def _division(each: Node) -> Node | list[Node]:
    identifier, classes = identifier_of(each), classes_of(each)
    content: list[Node] = each["c"][1]
    keys = keys_of(each)
    if "equation" in classes:
        return _equation(identifier, content)
    if "block-title" in classes:
        return div(content, _TITLE)
    if _CAPTION in classes:
        return content
    kept = [name for name in classes if name not in ("box", "statement", "listing", "data")]
    if kept or identifier or keys:
        return div(content, *kept, identifier=identifier, keys=keys)
    return content


def _equation(identifier: str, content: list[Node]) -> list[Node]:
    """A formula with its number, as LaTeX has it."""
    number = "".join(_words(each) for each in content[1:]).strip("()")
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
    "Span": _span,
    "Div": _division,
    "Table": _table,
    "DefinitionList": _definitions,
    "OrderedList": _numbered,
    "CodeBlock": _code,
}
