"""Writes the folder of an export: completely or not at all, and never over the work of others.

An existing folder is only replaced if it is empty, or if an export wrote it and no file has been
changed or added since, by the checksums that the export stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from publish.diagnostics import Location, Report
from publish.files import (
    as_cannot_write,
    changed_files,
    checksum_lines,
    is_free,
    read_record,
    recover_folder,
    replace_tree,
    sha256_of,
)

CHECKSUMS = "export-checksums.txt"


def check_target(target: Path, report: Report) -> None:
    """Report OUT-002 or OUT-003 if an export must not write `target`. Raises `CannotWrite`."""
    with as_cannot_write(target):
        recover_folder(target)
        if is_free(target):
            return
        hashes = read_record(target, CHECKSUMS)
        changed = [] if hashes is None else list(changed_files(target, CHECKSUMS, hashes))
    location = Location(str(target))
    if hashes is None:
        hint = "name a folder that does not exist yet"
        report.add("OUT-002", "already exists and is not an export", location, hint=hint)
    for name in changed:
        message = f"`{name}` is not as the export wrote it and would be overwritten"
        hint = "export into another folder and compare, or delete this one"
        report.add("OUT-003", message, location, hint=hint)


def write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Write the files and their checksums as the folder `target`, which `check_target` allowed.

    Raises `CannotWrite`.
    """
    hashes = {name: sha256_of(content) for name, content in files.items()}
    every = {**files, CHECKSUMS: checksum_lines(hashes).encode()}
    replace_tree(target, sorted(every.items()))
