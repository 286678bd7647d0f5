"""The title of a book at the head of its documents, where it is not that of a section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from publish.importers.documents.conversion.outline import passages
from publish.importers.documents.ledger import LossKind
from publish.importers.documents.program import Parsed
from publish.importers.documents.project import Project
from publish.importers.documents.tree import Node
from publish.model.roles import Role

_ENOUGH = 3  # documents with the same heading, which must be most of all


def take_repeated_title(project: Project, parsed: Mapping[str, Parsed]) -> str | None:
    """Take from most documents the heading that they begin with, above the one of their own.

    Returns its words, None without one. A first document that has no other heading says what the
    book is, and is a preface; one that has nothing else is left out.
    """
    heads = dict(_heads(parsed))
    counts = Counter(title for title, _ in heads.values()).most_common(1)
    if not counts or counts[0][1] < max(_ENOUGH, len(project.documents) / 2):
        return None
    title = counts[0][0]
    opening = project.documents[0]
    if opening.path in parsed and not opening.children:
        found = passages(parsed[opening.path].blocks)[1:]
        if len(found) == 1 and found[0].heading and found[0].title == title:
            heads[opening.path] = title, found[0].heading
            opening.role = Role.PREFACE
    for path, (words, heading) in heads.items():
        if words == title:
            parsed[path].blocks[:] = [each for each in parsed[path].blocks if each is not heading]
            project.ledger.add(LossKind.GENERATED, path, words, words=words)
    project.documents = [
        each
        for each in project.documents
        if each.children or each.path not in heads or parsed[each.path].blocks
    ]
    return title


def _heads(parsed: Mapping[str, Parsed]) -> Iterator[tuple[str, tuple[str, Node]]]:
    """The first heading of each document that has nothing above it, and no text of its own."""
    for path, tree in parsed.items():
        before, *found = passages(tree.blocks)
        if not found or before.blocks or found[0].blocks or not found[0].heading:
            continue
        is_at_top = any(node is found[0].heading for node in tree.blocks)
        if is_at_top and (len(found) == 1 or found[1].level <= found[0].level):
            yield path, (found[0].title, found[0].heading)
