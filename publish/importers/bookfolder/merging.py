"""Merges an import into a folder that an earlier one wrote and an author edited since.

What the author did not edit is replaced, section by section; what was edited is kept, and where the
source changed as well the difference is told. The checksums of the earlier import tell which is
which.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from publish.files import sha256_of, sha256_of_file
from publish.importers.bookfolder.markdown_sections import markdown_sections

_ALWAYS = "import-"  # what begins so is the import's own
_TEXTS = (".md", ".toml", ".bib", ".json")
_MOST_LINES = 60  # of a difference


@dataclass(slots=True)
class Merge:
    """The files of an import after a merge, the files of the earlier one that go, and the places
    that were replaced, added and kept."""

    contents: dict[str, bytes] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    differences: dict[str, list[str]] = field(default_factory=dict)


def section_sums(contents: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The place and hash of each section of the Markdown files."""
    for name, content in contents.items():
        if _has_sections(name):
            for key, text in markdown_sections(content.decode()).items():
                yield f"{name}#{key}", _hash(text)


def merge(target: Path, contents: Mapping[str, bytes], sums: Mapping[str, str]) -> Merge:
    """The files of an import merged into those of a folder; `sums` are those of the earlier one."""
    merged = Merge(dropped=[name for name in sums if _is_dropped(target, name, contents, sums)])
    for name, new in contents.items():
        file = target / name
        if name.startswith(_ALWAYS) or not file.is_file():
            merged.contents[name] = new
            _note(merged, name, new, is_new=not file.exists())
        elif _has_sections(name):
            merged.contents[name] = _sections(name, file.read_text("utf-8"), new, sums, merged)
        else:
            merged.contents[name] = _whole(name, file.read_bytes(), new, sums, merged)
    return merged


def _is_dropped(
    target: Path, name: str, contents: Mapping[str, bytes], sums: Mapping[str, str]
) -> bool:
    """Whether a file of the earlier import, which this one does not have, was never edited."""
    file = target / name
    is_gone = name not in contents and not file.is_symlink() and file.is_file()
    return is_gone and sums[name] == sha256_of_file(file)


def _note(merged: Merge, name: str, new: bytes, *, is_new: bool) -> None:
    if is_new and not name.startswith(_ALWAYS):
        merged.added.append(name)


def _whole(name: str, own: bytes, new: bytes, sums: Mapping[str, str], merged: Merge) -> bytes:
    if own == new:
        return new
    if sums.get(name) == sha256_of(own):
        merged.replaced.append(name)
        return new
    merged.kept.append(name)
    if sums.get(name) != sha256_of(new) and name.endswith(_TEXTS):
        merged.differences[name] = _difference(own.decode(), new.decode())
    return own


def _sections(name: str, own: str, new: bytes, sums: Mapping[str, str], merged: Merge) -> bytes:
    """The text of a file whose sections are each the author's or the new ones."""
    mine, theirs = markdown_sections(own), markdown_sections(new.decode())
    texts: list[str] = []
    for key, text in theirs.items():
        place = f"{name}#{key}"
        texts.append(_section(place, mine.get(key), text, sums, merged))
        texts.extend(_own_sections(key, mine, theirs, name, sums))
    return "".join(_apart(texts)).encode()


def _section(place: str, own: str | None, new: str, sums: Mapping[str, str], merged: Merge) -> str:
    if own is None:
        merged.added.append(place)
        return new
    if _hash(own) == _hash(new):
        return own
    if sums.get(place) == _hash(own):
        merged.replaced.append(place)
        return new
    merged.kept.append(place)
    if sums.get(place) != _hash(new):
        merged.differences[place] = _difference(own, new)
    return own


def _own_sections(
    after: str,
    mine: Mapping[str, str],
    theirs: Mapping[str, str],
    name: str,
    sums: Mapping[str, str],
) -> Iterator[str]:
    """The sections that follow one in the author's file, and that the import does not have: those
    that the author wrote or edited."""
    keys = list(mine)
    if after not in mine:
        return
    for key in keys[keys.index(after) + 1 :]:
        if key in theirs:
            return
        if sums.get(f"{name}#{key}") != _hash(mine[key]):
            yield mine[key]


def _apart(texts: list[str]) -> Iterator[str]:
    """Texts with an empty line between two, and a line end at the last."""
    for i, text in enumerate(texts):
        yield text.strip("\n") + ("\n" if i == len(texts) - 1 else "\n\n")


def _difference(own: str, new: str) -> list[str]:
    lines = difflib.unified_diff(
        own.splitlines(), new.splitlines(), "yours", "imported", lineterm="", n=1
    )
    return list(lines)[:_MOST_LINES]


def _has_sections(name: str) -> bool:
    return name.endswith(".md") and not name.startswith(_ALWAYS)


def _hash(text: str) -> str:
    return sha256_of(text.strip("\n").encode())


def merge_report(merged: Merge) -> Iterator[str]:
    """What a merge did, as a part of the report."""
    yield "## Merge"
    yield ""
    for title, places in (
        ("replaced, since you had not edited it", merged.replaced),
        ("added", merged.added),
        ("kept as you edited it", merged.kept),
    ):
        yield from (f"- {title}: `{place.removesuffix('#')}`" for place in places)
    for place, lines in merged.differences.items():
        yield ""
        yield f"`{place.removesuffix('#')}` has changed in the source as well:"
        yield ""
        yield "````diff"
        yield from lines
        yield "````"
    yield from (f"- removed: `{name}`" for name in merged.dropped)
    if not (merged.replaced or merged.added or merged.kept or merged.dropped):
        yield "Nothing had changed."
