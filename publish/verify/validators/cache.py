"""Verdicts remembered by the content of the file, so that an unchanged book is not asked twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from publish.external import ToolFailed
from publish.verify.validators.java import answer, read_answer
from publish.verify.validators.verdict import Finding

Findings = tuple[Finding, ...]


def remembered(
    paths: Sequence[Path],
    validator: str,
    cache: Path | None,
    ask: Callable[[Sequence[Path]], list[Findings]],
) -> list[Findings]:
    """The findings for each file: from the cache where it knows them, the rest by asking once."""
    known: dict[Path, Findings] = {}
    if cache is not None:
        notes = {path: cache / _key(path, validator) for path in paths}
        known = {
            path: found for path, note in notes.items() if (found := _recall(note)) is not None
        }
    unknown = [path for path in dict.fromkeys(paths) if path not in known]
    if unknown:
        asked = dict(zip(unknown, ask(unknown), strict=True))
        known |= asked
        if cache is not None:
            cache.mkdir(parents=True, exist_ok=True)
            for path, findings in asked.items():
                notes[path].write_bytes(answer([findings]))
    return [known[path] for path in paths]


def _key(path: Path, validator: str) -> str:
    """The name of a note: the file's content and the validator with its version and profile."""
    content = hashlib.sha256(path.read_bytes())
    content.update(validator.encode())
    return f"{content.hexdigest()}.json"


def _recall(note: Path) -> Findings | None:
    """The findings of a note; None where there is none, or one cut short."""
    try:
        return read_answer(str(note), note.read_bytes(), 1)[0]
    except (FileNotFoundError, ToolFailed):
        return None
