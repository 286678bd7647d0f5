"""The files of cited works that a project names, and the keys in them."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from publish.importers.documents.ledger import LossKind
from publish.importers.documents.program import Parsed
from publish.importers.documents.project import Project
from publish.importers.documents.tree import plain_text
from publish.model.exported import ExportedBook

_SUFFIXES = (".bib", ".bibtex", ".json")
_DESCRIBED = "works-described.json"
_BIBTEX_KEY = re.compile(r"@\w+\s*\{\s*([^,\s]+)\s*,")


def works_files(project: Project) -> dict[str, bytes]:
    """The files of works by their names in the book, which are those of the source without folders.

    One that is missing, outside the project or of another format is left out.
    """
    files: dict[str, bytes] = {}
    for path in project.bibliography:
        name, content = posixpath.basename(path), project.read_file(path)
        if content is None or not name.endswith(_SUFFIXES):
            project.ledger.add(LossKind.DOCUMENT, path, "it is not a file of works in the project")
        else:
            files[name] = content
    return files


def metadata_works(documents: Iterable[Parsed]) -> list[dict[str, Any]]:
    """The works that documents describe in their metadata, as CSL JSON."""
    works: list[dict[str, Any]] = [
        work
        for document in documents
        for work in _plain(document.metadata.get("references") or {"t": "MetaList", "c": []})
    ]
    for work in works:
        for name in ("issued", "accessed"):
            if isinstance(work.get(name), str):
                parts = [int(part) for part in re.findall(r"\d+", work[name])[:3]]
                work[name] = {"date-parts": [parts]}
    return works


def described_works(
    works: Sequence[Mapping[str, Any]], exported: ExportedBook | None
) -> dict[str, bytes]:
    """The file of the works that documents describe; those of an exported book are as they were."""
    own = exported.works if exported else ()
    known = {each["id"] for each in own}
    every = [*own, *(each for each in works if each.get("id") not in known)]
    content = json.dumps(every, indent=1, ensure_ascii=False).encode()
    return {_DESCRIBED: content} if every else {}


def _plain(value: dict[str, Any]) -> Any:
    """A value of pandoc's metadata as JSON."""
    kind, content = value["t"], value["c"]
    if kind == "MetaList":
        return [_plain(each) for each in content]
    if kind == "MetaMap":
        return {key: _plain(each) for key, each in content.items()}
    return plain_text(content) if kind in ("MetaInlines", "MetaBlocks") else content


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
