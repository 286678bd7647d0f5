"""The names of a book in the tree of a Word file that was exported from it.

Headings are found by their bookmarks, wherever they have been moved. What the book counts itself,
the labels of captions and of headings, is left out, and a reference whose words are still those of
the export is one that the book words itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from publish.importers.documents.tree import OURS, Node, attributes, plain_text, walk
from publish.importers.documents.word.captions import Captions
from publish.importers.documents.word.labels import loose, without_label
from publish.model.exported import ExportedBook, ExportedSection


def restored(
    blocks: list[Node],
    facts: ExportedBook,
    headings: Sequence[Sequence[str]],
    drop: Callable[[str], None],
) -> list[Node]:
    """The blocks with the names of the book; `headings` are the bookmarks of each heading.

    `drop` gets the words that the book makes itself.
    """
    nodes = [each for each in walk(blocks) if each["t"] == "Header"]
    sections = {section.bookmark: section for section in facts.sections}
    names = dict(facts.names)
    if len(nodes) == len(headings):
        for node, bookmarks in zip(nodes, headings, strict=True):
            section = next((sections[each] for each in bookmarks if each in sections), None)
            if section is not None:
                names[attributes(node).identifier] = section.id
                _restore_heading(node, section, drop)
    renamed = [_renamed(each, names, facts, drop) for each in blocks]
    return list(Captions(facts, drop).bare(renamed))


def _restore_heading(node: Node, section: ExportedSection, drop: Callable[[str], None]) -> None:
    """Give a heading the name and the language of its section, and take a typed number out."""
    own, inlines = node["c"][1], node["c"][2]
    own[0] = section.id
    if section.language:
        own[2].append(["lang", section.language])
    bare = without_label(inlines, section.label)
    if plain_text(bare) != plain_text(inlines):
        drop(section.label)
    node["c"][2] = bare


def _renamed(
    content: Any, names: Mapping[str, str], facts: ExportedBook, drop: Callable[[str], None]
) -> Any:
    """A node with the names of the book, and references that it words itself."""
    if isinstance(content, list):
        return [_renamed(each, names, facts, drop) for each in _without_directions(content)]
    if not isinstance(content, dict) or "c" not in content:
        return content
    if content["t"] == "Link" and (made := _reference(content, names, facts, drop)):
        return made
    inner = _renamed(content["c"], names, facts, drop)
    node = {"t": content["t"], "c": inner}
    if content["t"] == "Span" and inner[0][0] in names:
        inner[0][0] = names[inner[0][0]]
    return node


def _reference(
    node: Node, names: Mapping[str, str], facts: ExportedBook, drop: Callable[[str], None]
) -> Node | None:
    own, content, (target, title) = node["c"]
    name = names.get(target.removeprefix("#")) if target.startswith("#") else None
    if name is None:
        return None
    text = loose(plain_text(content))
    forms = {loose(text): form for text, form in facts.references.get(name, {}).items()}
    if text in forms:
        form = "".join(f".{each}" for each in forms[text].split())
        braces = f"{{{form}}}" if form else ""
        drop(text)
        return {"t": "RawInline", "c": [OURS, f"[](#{name}){braces}"]}
    words = _renamed(list(_without_links(content)), names, facts, drop)
    return {"t": "Link", "c": [own, words, [f"#{name}", title]]}


def _without_links(nodes: Sequence[Node]) -> Iterator[Node]:
    for each in nodes:
        if each["t"] == "Link" or _is_link_style(each):
            yield from _without_links(each["c"][1])
        else:
            yield each


def _is_link_style(node: Node) -> bool:
    return node["t"] == "Span" and attributes(node).keys.get("custom-style") == "Hyperlink"


def _without_directions(nodes: Sequence[Any]) -> Iterator[Any]:
    """Nodes without spans that only say a direction, which letters have by themselves."""
    for each in nodes:
        if isinstance(each, dict) and each.get("t") == "Span" and _is_direction(each):
            yield from _without_directions(each["c"][1])
        else:
            yield each


def _is_direction(node: Node) -> bool:
    own = attributes(node)
    return not own.identifier and not own.classes and {*own.keys} == {"dir"}
