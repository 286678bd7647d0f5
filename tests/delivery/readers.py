"""What readers may see of a delivery that was cut, between the files before and those after."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from publish.files import checksum_lines
from tests.delivery.dists import Files

_LIST, _LATEST = "SHA256SUMS", "latest"


def visible(files: Files) -> dict[str, bytes]:
    """The files without those that are hidden, which a delivery is at work on."""
    return {name: files[name] for name in files if not PurePosixPath(name).name.startswith(".")}


def faults(seen: Files, before: Files, after: Files) -> Iterator[str]:
    """What of a state is neither old nor new, or comes too early."""
    for name, content in seen.items():
        if content not in (before.get(name), after.get(name)):
            yield f"{name} is neither the old file nor the new one"
    for folder in sorted(_releases(seen)):
        is_replaced = f"{folder}/{_LIST}" in before and _of(before, folder) != _of(after, folder)
        if not is_replaced and not _is_whole(seen, folder):
            yield f"{folder} is complete by its list, and is not"
        known = (_listed(before, folder), _listed(after, folder))
        if is_replaced and _is_whole(seen, folder) and _listed(seen, folder) not in known:
            yield f"{folder} is a mixture that its list does not show"
    new = {name for name in seen if seen[name] == after.get(name) != before.get(name)}
    yield from _too_early(new, before, after)


def _too_early(new: set[str], before: Files, after: Files) -> Iterator[str]:
    """A file of a later stage that came before one of an earlier stage."""
    lacking = {name for name in after if name not in new and after[name] != before.get(name)}
    for name in new:
        early = [each for each in lacking if _stage(each, after) < _stage(name, after)]
        if early:
            yield f"{name} came before {early[0]}"


def _stage(name: str, files: Files) -> int:
    last = PurePosixPath(name).name
    if last in (_LIST, _LATEST):
        return 2 if last == _LIST else 3
    folders = {str(folder) for folder in PurePosixPath(name).parents}
    return 0 if folders & _releases(files) else 1


def _releases(files: Files) -> set[str]:
    paths = map(PurePosixPath, files)
    return {str(path.parent) for path in paths if path.name == _LIST and path.parent.name}


def _of(files: Files, folder: str) -> dict[str, bytes]:
    start = f"{folder}/"
    return {name[len(start) :]: files[name] for name in files if name.startswith(start)}


def _names(files: Files, folder: str) -> list[str]:
    lines = _of(files, folder).get(_LIST, b"").decode().splitlines()
    return [line.partition("  ")[2] for line in lines]


def _listed(files: Files, folder: str) -> dict[str, bytes]:
    inside = _of(files, folder)
    return {name: inside[name] for name in _names(files, folder) if name in inside}


def _is_whole(files: Files, folder: str) -> bool:
    """Whether `sha256sum --check` says that all is well."""
    hashes = {
        name: hashlib.sha256(content).hexdigest()
        for name, content in _listed(files, folder).items()
    }
    return checksum_lines(hashes).encode() == files[f"{folder}/{_LIST}"]
