"""What Markdown and HTML say in the same way: marks, readings, languages and links, in HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from publish.exporters.index_marks import INDEX_ENTRY, marked
from publish.exporters.rewriting import classes_of, identifier_of, keys_of, walk
from publish.exporters.tree.nodes import Node, attributes, div, node, span
from publish.model.script import direction


def in_languages(blocks: Iterable[Node]) -> Iterator[Node]:
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
        yield div(blocks, keys=language_keys(language))


def language_keys(language: str) -> dict[str, str]:
    """The attributes of what is in a language."""
    return {"lang": language, "dir": direction(language)}


def _language(heading: Node) -> str:
    inner = (keys_of(each) for each in heading["c"][2] if each["t"] == "Span")
    return next((keys["lang"] for keys in inner if "lang" in keys), "")


def raw(text: str) -> Node:
    """HTML within a line."""
    return node("RawInline", ["html", text])


def raw_block(text: str) -> Node:
    """HTML between blocks."""
    return node("RawBlock", ["html", text])


def anchor(name: str) -> Node:
    """A place that links lead to."""
    return raw(f'<a id="{escape(name)}"></a>')


def plain_link(each: Node, address: Callable[[str], str]) -> Node:
    """A link without the classes that only our own products have."""
    _, content, (target, title) = each["c"]
    if target.startswith("#"):
        target = address(target[1:])
    return node("Link", [attributes(), content, [target, title]])


def html_span(each: Node) -> Node | list[Node]:
    """A span as the element of HTML that it is; one without a meaning elsewhere is left out."""
    identifier, classes = identifier_of(each), set(classes_of(each))
    content: list[Node] = each["c"][1]
    keys = keys_of(each)
    if "key" in classes:
        content = [raw("<kbd>"), *content, raw("</kbd>")]
    elif "abbr" in classes:
        title = escape(keys.get("title", ""))
        content = [raw(f'<abbr title="{title}">'), *content, raw("</abbr>")]
    elif "ruby" in classes:
        content = _ruby(content)
    elif "ruby-base" in classes or "reading" in classes or INDEX_ENTRY in keys:
        return each  # the ruby around it takes them; a mark of the index is as it shall be
    elif "task-box" in classes:
        content = [node("Str", "☒" if "☑" in words_of(each) else "☐")]
    elif "index-mark" in classes:
        return marked(each)
    kept: dict[str, str] = {name: keys[name] for name in ("lang", "dir") if name in keys}
    if kept:
        return span(content, identifier=identifier, keys=kept)
    return [anchor(identifier), *content] if identifier else content


def words_of(each: Node) -> str:
    """The words in a node, without spaces."""
    return "".join(inner["c"] for inner in walk(each) if inner["t"] == "Str")


def _ruby(content: Iterable[Node]) -> list[Node]:
    found: list[Node] = [raw("<ruby>")]
    for each in content:
        classes = classes_of(each)
        words = each["c"][1] if each["t"] == "Span" else [each]
        if "reading" in classes:
            tag = "rp" if words_of(each) in ("（", "）", "(", ")") else "rt"
            found += [raw(f"<{tag}>"), *words, raw(f"</{tag}>")]
        else:
            found += words
    return [*found, raw("</ruby>")]


def note_numbers(blocks: list[Node]) -> dict[str, int]:
    """The number that pandoc gives to each note of a document, by the note's name."""
    numbers: dict[str, int] = {}
    notes = (each for each in walk(blocks) if each["t"] == "Note")
    for number, note in enumerate(notes, start=1):
        for inner in walk(note["c"][:1]):
            if identifier := identifier_of(inner):
                numbers.setdefault(identifier, number)
    return numbers
