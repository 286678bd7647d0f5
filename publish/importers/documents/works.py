"""The files of cited works that a project names, and the keys in them."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping

from publish.importers.documents.ledger import LossKind
from publish.importers.documents.project import Project

_SUFFIXES = (".bib", ".bibtex", ".json")
_BIBTEX_KEY = re.compile(r"@\w+\s*\{\s*([^,\s]+)\s*,")


def works_files(project: Project) -> dict[str, bytes]:
    """The files of works by their names in the book, which are those of the source without folders.

    One that is missing, outside the project or of another format is left out.
    """
    files: dict[str, bytes] = {}
    for path in project.bibliography:
        name, content = posixpath.basename(path), project.read_file(path)
        if content is None or not name.endswith(_SUFFIXES):
            project.ledger.add(LossKind.DOCUMENT, path, "it is no file of works in the project")
        else:
            files[name] = content
    return files


def work_keys(files: Mapping[str, bytes]) -> frozenset[str]:
    """The keys of all works."""
    return frozenset(key for name, content in files.items() for key in _keys(name, content))


def _keys(name: str, content: bytes) -> Iterator[str]:
    text = content.decode("utf-8", "replace")
    if not name.endswith(".json"):
        yield from _BIBTEX_KEY.findall(text)
        return
    try:
        entries = json.loads(text)
    except ValueError:
        return  # the new book reports it, with its line
    yield from (str(each.get("id")) for each in entries if isinstance(each, dict))
