"""Collects the headings of all documents and the targets of their links, and names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote

from publish.importers.documents.boxes import box_name
from publish.importers.documents.conversion.names import TargetNames, is_external, without_kind
from publish.importers.documents.conversion.outline import section_headings
from publish.importers.documents.conversion.wording import words_itself
from publish.importers.documents.conversion.words import escape_words
from publish.importers.documents.tree import LABEL, Node, attributes, plain_text, walk

# What a caption numbers: it has a name even if nothing refers to it.
_NAMED = frozenset({"Math", "Figure", "Table", "Image", "CodeBlock"})


def name_headings(names: TargetNames, document: str, blocks: Sequence[Node]) -> None:
    """Name the headings of a document that begin sections, and the document after the first."""
    for node in section_headings(blocks):
        own = attributes(node)
        name = names.give(document, own.identifier, plain_text(node["c"][2]))
        names.headings[id(node)] = name
        names.lead(document, "", name)
        for inner in walk(node["c"][2]):
            if attributes(inner).identifier:
                names.lead(document, attributes(inner).identifier, name)


def name_targets(
    names: TargetNames, document: str, blocks: Sequence[Node], wanted: set[str], opening: str = ""
) -> None:
    """Name everything else in a document that a link leads to, or that has a caption.

    What cannot have a name of its own gets that of the heading before it, and what has no words for
    a reference the title of that heading; `opening` is the title before the first heading.
    """
    heading, title = names.targets.get((document, ""), ""), escape_words(opening)
    for node in walk(blocks):
        if id(node) in names.headings:
            heading, title = names.headings[id(node)], escape_words(plain_text(node["c"][2]))
            continue
        identifier, *others = _identifiers(node)
        if not identifier or (document, identifier) in names.targets:
            continue
        if node["t"] == "Header" or (_has_heading(node) and not _is_named(node)):
            names.lead(document, identifier, _first_heading(node, names) or heading)
        elif _is_named(node) or identifier in wanted:
            name = names.give(document, identifier, identifier)
            names.anchors.add((document, identifier))
            names.around[name] = heading
            for other in others:
                names.lead(document, other, name)
            if title and not words_itself(node):
                names.wordings[name] = title


def _is_named(node: Node) -> bool:
    """Whether a node has a number or may have one."""
    if node["t"] == "Div":
        return box_name(attributes(node)) is not None
    return node["t"] in _NAMED


def wanted_identifiers(documents: Iterable[tuple[str, Sequence[Node]]]) -> set[str]:
    """The identifiers that links and references of any document lead to."""
    return {
        identifier
        for _, blocks in documents
        for node in walk(blocks)
        for identifier in _targets(node)
    }


def _targets(node: Node) -> Iterator[str]:
    if node["t"] == "Link" and not is_external(node["c"][2][0]):
        path, _, identifier = unquote(node["c"][2][0]).partition("#")
        identifier = identifier or path
        yield from (identifier, without_kind(identifier))
    elif node["t"] == "Cite":
        for each in node["c"][0]:
            key = each["citationId"]
            yield from (key, key[:1].lower() + key[1:])


def _identifiers(node: Node) -> list[str]:
    """The identifier of a node; of a formula all of its labels, and one "" if there is none."""
    if node["t"] == "Math":
        return LABEL.findall(node["c"][1]) or [""]
    return [attributes(node).identifier]


def _has_heading(node: Node) -> bool:
    return node["t"] == "Div" and any(each["t"] == "Header" for each in walk(node["c"][1]))


def _first_heading(node: Node, names: TargetNames) -> str | None:
    found = (names.headings.get(id(each)) for each in walk(node))
    return next(filter(None, found), None)
