"""The files of cited works that a project names, and the keys in them."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.program import Parsed
from publish.importers.documents.project import Project
from publish.importers.documents.tree import plain_text
from publish.model.exported import ExportedBook

_SUFFIXES = (".bib", ".bibtex", ".json")
_DESCRIBED = "works-described.json"
_BIBTEX_KEY = re.compile(r"@(?P<kind>(?!comment)\w+)\s*\{\s*(?P<key>[^,\s]+)\s*,", re.I)


def works_files(project: Project) -> dict[str, bytes]:
    """The files of works by their names in the book, which are those of the source without folders.

    One that is missing, outside the project or of another format is left out, and so are works
    whose key an earlier one has, as BibTeX does.
    """
    files: dict[str, bytes] = {}
    known: set[str] = set()
    for path in dict.fromkeys(project.bibliography):
        name, content = posixpath.basename(path), project.read_file(path)
        if content is None or not name.endswith(_SUFFIXES):
            project.ledger.add(LossKind.DOCUMENT, path, "it is not a file of works in the project")
            continue
        name = path.replace("/", "-") if name in files else name
        keys = list(_keys(name, content))
        if len({*keys} - known) < len(keys):
            content = _without_repeated(path, content, known, project.ledger)
        files[name] = content
        known.update(keys)
    return files


def _without_repeated(path: str, content: bytes, known: Iterable[str], ledger: Ledger) -> bytes:
    """A file without works whose keys are known, or that it has twice."""
    seen = set(known)

    def is_new(key: str) -> bool:
        if key in seen:
            ledger.add(LossKind.REPEATED_WORK, path, key)
            return False
        seen.add(key)
        return True

    if path.endswith(".json"):
        entries = [
            each
            for each in json.loads(content)
            if not isinstance(each, dict) or is_new(str(each.get("id")))
        ]
        return json.dumps(entries, indent=1, ensure_ascii=False).encode()
    text = content.decode("utf-8", "surrogateescape")
    text = _BIBTEX_KEY.sub(
        lambda found: found[0] if is_new(found["key"]) else f"@comment{{{found['key']},", text
    )
    return text.encode("utf-8", "surrogateescape")


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
        yield from (found["key"] for found in _BIBTEX_KEY.finditer(text))
        return
    try:
        entries = json.loads(text)
    except ValueError:
        return  # the new book reports it, with its line
    yield from (str(each.get("id")) for each in entries if isinstance(each, dict))
