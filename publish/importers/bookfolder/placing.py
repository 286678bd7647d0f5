"""Puts the book folder in its place: the whole of it or nothing, and never over an editor's work.

A folder that is there already is only
replaced if it is empty, or if an import made it and nobody has changed a file since; the checksums
that an import leaves tell.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from publish.diagnostics import Location, Report
from publish.files import as_cannot_write, new_folder, recover_folder, write_atomic

CHECKSUMS = "import-checksums.txt"
_ROW_LENGTH = 64


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def may_replace(target: Path, sha256: str, answers: Path | None, report: Report) -> bool:
    """Whether the import of the text with that digest may write `target`; else IMP-004 or IMP-005.

    The sheet that the answers come from is the one file of an earlier import that may differ.
    """
    with as_cannot_write(target):
        recover_folder(target)
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return True
    place = Location(str(target))
    known = _checksums(target)
    if known is None or known.get("source") != sha256:
        hint = "name a folder that does not exist yet"
        message = "is there already, and is no import of this text"
        report.add("IMP-004", message, place, hint=hint)
        return False
    for name in _changed(target, known, answers):
        message = f"`{name}` was changed since the import, which would overwrite it"
        report.add("IMP-005", message, place, hint=_hint(name))
    return not report.errors


def _hint(name: str) -> str:
    if name.startswith("import-review"):
        return f"give it as answers: `--answers {name}`"
    return "import into another folder and compare, or delete this one"


def _checksums(target: Path) -> dict[str, str] | None:
    """Digest by file name, that of the source under `source`; None if this is no import."""
    try:
        rows = (target / CHECKSUMS).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    return {row[_ROW_LENGTH + 2 :]: row[:_ROW_LENGTH] for row in rows if len(row) > _ROW_LENGTH + 2}


def _changed(target: Path, known: Mapping[str, str], answers: Path | None) -> list[str]:
    found: list[str] = []
    for path in sorted(target.rglob("*")):
        name = path.relative_to(target).as_posix()
        given = answers is not None and path.exists() and path.samefile(answers)
        if name == CHECKSUMS or given:
            continue
        if known.get(name) != _digest_of(path):
            found.append(name)
    return found


def _digest_of(path: Path) -> str:
    """The digest of a file; empty for what is none or cannot be read."""
    try:
        return digest(path.read_bytes()) if path.is_file() else ""
    except OSError:
        return ""


def place(target: Path, files: Mapping[str, str], sha256: str) -> None:
    """Write the files as the folder `target`, which `may_replace` allowed; raises CannotWrite."""
    sums = [f"{sha256}  source"]
    sums += [f"{digest(text.encode())}  {name}" for name, text in sorted(files.items())]
    everything = {**files, CHECKSUMS: "\n".join(sums) + "\n"}
    with new_folder(target) as fresh:
        for name, text in sorted(everything.items()):
            write_atomic(fresh / name, text.encode("utf-8"))
