"""Writes the accepted edits of a file into the manuscript."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from publish.config.manifest import MANIFEST_NAME
from publish.errors import UsageError
from publish.exporters.docx.source_texts import SourceText
from publish.files import write_atomic
from publish.guesses import did_you_mean
from publish.pipeline.edits.comparing import Comparison, SectionEdit, Status
from publish.pipeline.edits.rearranging import Rearranged
from publish.pipeline.edits.spine import Spine

ALL = "all"


def chosen_edits(edits: Sequence[SectionEdit], accepted: Collection[str]) -> list[SectionEdit]:
    """The edits that are accepted, each by its name, number or title, or all that can be written.

    Raises `UsageError` for what is none of them, or several.
    """
    writable = [edit for edit in edits if edit.can_be_written]
    names = {_chosen(each, writable).name for each in accepted if each != ALL}
    return [edit for edit in writable if ALL in accepted or edit.name in names]


def _chosen(given: str, writable: Sequence[SectionEdit]) -> SectionEdit:
    for key in (_name, _number, _title):
        found = [edit for edit in writable if key(edit) == given.casefold()]
        if len(found) > 1:
            hint = f"write one of: {', '.join(edit.name for edit in found)}"
            raise UsageError(f"`{given}` is the {key.__name__[1:]} of several sections", hint=hint)
        if found:
            return found[0]
    names = [edit.name for edit in writable]
    hint = did_you_mean(given, names) or f"edited: {', '.join(names) or 'none'}"
    raise UsageError(f"there is no edited section `{given}` to write", hint=hint)


def _name(edit: SectionEdit) -> str:
    return edit.name.casefold()


def _number(edit: SectionEdit) -> str:
    return edit.number.casefold()


def _title(edit: SectionEdit) -> str:
    return edit.title.casefold()


def accept(compared: Comparison, chosen: Sequence[SectionEdit], folder: Path) -> list[str]:
    """Write the edits; the files whose place in the manifest must be written by hand."""
    if not chosen:
        return []
    manifest = folder / MANIFEST_NAME
    spine = Spine(folder, manifest.read_text("utf-8"))
    texts = {name: place.text for name, place in compared.places.items()}
    opened = dict(_opened_files(compared.places))
    manuscript = Rearranged(compared.before, texts, opened, spine)
    before = manuscript.files()
    _edit(manuscript, compared, chosen, folder)
    starts = {path: compared.places[name] for name, path in opened.items()}
    for path, text in manuscript.files().items():
        if before.get(path) != text:
            write_atomic(path, (_head(path, starts) + text).encode())
    for edit in chosen:
        for name, content in edit.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            write_atomic(folder / name, content)
    if spine.text != manifest.read_text("utf-8"):
        write_atomic(manifest, spine.text.encode())
    return spine.unplaced


def _edit(
    manuscript: Rearranged, compared: Comparison, chosen: Sequence[SectionEdit], folder: Path
) -> None:
    for edit in chosen:
        if edit.status is Status.GONE:
            manuscript.remove(edit.name)
        elif edit.status is Status.CHANGED and edit.text is not None:
            manuscript.change(edit.name, edit.text)
    places = {name: i for i, name in enumerate(compared.after.order)}
    for edit in sorted(chosen, key=lambda each: places.get(each.name, 0)):
        if edit.status is Status.NEW or edit.has_moved:
            manuscript.place(edit.name, compared.after, folder, edit.text or "")


def _opened_files(places: Mapping[str, SourceText]) -> Iterator[tuple[str, Path]]:
    """The sections that are the first of a file, and that file."""
    seen: set[Path] = set()
    for name, place in places.items():
        if place.path not in seen:
            seen.add(place.path)
            yield name, place.path


def _head(path: Path, starts: dict[Path, SourceText]) -> str:
    """What is in a file before its first heading."""
    place = starts.get(path)
    lines = path.read_text("utf-8").splitlines(keepends=True) if place else []
    return "".join(lines[: place.start]) if place else ""
