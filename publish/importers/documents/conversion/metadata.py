"""The metadata that documents have themselves."""

from __future__ import annotations

from collections.abc import Mapping

from publish.importers.documents.program import Parsed
from publish.importers.documents.project import Project
from publish.importers.documents.tree import plain_text

_DEFAULT_LANGUAGE = "en"


def language_of(project: Project, parsed: Mapping[str, Parsed]) -> str:
    """The language of a book: that of the project or of its documents, otherwise English."""
    return project.language or metadata(parsed, "lang") or _DEFAULT_LANGUAGE


def metadata(parsed: Mapping[str, Parsed], key: str) -> str | None:
    """The text of a key in the metadata of the first document that has it."""
    for tree in parsed.values():
        if key in tree.metadata and (text := plain_text(_content(tree.metadata[key]))):
            return text
    return None


def metadata_list(parsed: Mapping[str, Parsed], key: str) -> list[str]:
    """The texts of a list in the metadata of the first document that has it."""
    for tree in parsed.values():
        value = tree.metadata.get(key)
        if value and value["t"] == "MetaList":
            return list(filter(None, (plain_text(_content(each)) for each in value["c"])))
        if value and (name := plain_text(_content(value))):
            return [name]
    return []


def _content(value: dict[str, object]) -> object:
    """The nodes in a value of the metadata; a plain string as a word."""
    if value["t"] == "MetaString":
        return [{"t": "Str", "c": value["c"]}]
    return value["c"] if value["t"] in ("MetaInlines", "MetaBlocks") else []
