"""The report of edits, and the writing of those that are accepted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from difflib import unified_diff
from pathlib import Path

from publish.files import write_atomic
from publish.pipeline.edits.comparing import SectionEdit, Status

EDITS = "import-edits.md"
ALL = "all"
_SILENT = frozenset({Status.UNCHANGED})


def format_edits(edits: Sequence[SectionEdit], accepted: Collection[str]) -> str:
    """The report as Markdown: a row for each section that is not as it was, and its difference."""
    parts = [*_summary(edits, accepted), *_differences(edits)]
    return "\n".join(parts).rstrip() + "\n"


def _summary(edits: Sequence[SectionEdit], accepted: Collection[str]) -> Iterator[str]:
    unchanged = sum(edit.status is Status.UNCHANGED for edit in edits)
    yield "# Edits"
    yield ""
    yield f"{unchanged} sections are unchanged."
    yield ""
    rows = [edit for edit in edits if edit.status not in _SILENT]
    if not rows:
        return
    yield "| section | name | is | |"
    yield "|:--|:--|:--|:--|"
    for edit in rows:
        written = "written" if edit.name in accepted else ""
        yield f"| {_cell(edit.title)} | `{edit.name}` | {edit.status} | {written} |"


def _differences(edits: Sequence[SectionEdit]) -> Iterator[str]:
    for edit in edits:
        if edit.before == edit.after:
            continue
        lines = unified_diff(
            edit.before.splitlines(), edit.after.splitlines(), "book", "file", lineterm="", n=1
        )
        yield from ("", f"## {_cell(edit.title)}", "", "````diff", *lines, "````")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def accept(edits: Sequence[SectionEdit], names: Collection[str]) -> list[str]:
    """Write the accepted sections into their files; the names of those that were written."""
    chosen = [
        edit
        for edit in edits
        if edit.status is Status.CHANGED and (ALL in names or edit.name in names)
    ]
    by_file: dict[Path, list[SectionEdit]] = defaultdict(list)
    for edit in chosen:
        if edit.place is not None:
            by_file[edit.place.path].append(edit)
    for path, own in by_file.items():
        write_atomic(path, _spliced(path.read_text("utf-8"), own).encode())
    return [edit.name for edit in chosen]


def _spliced(text: str, edits: Sequence[SectionEdit]) -> str:
    lines = text.splitlines(keepends=True)
    for edit in sorted(edits, key=lambda each: each.place.start if each.place else 0, reverse=True):
        assert edit.place is not None
        assert edit.text is not None
        is_last = edit.place.end == len(lines)
        lines[edit.place.start : edit.place.end] = [edit.text, *([] if is_last else ["\n"])]
    return "".join(lines)
