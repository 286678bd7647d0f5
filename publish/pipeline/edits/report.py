"""The report of edits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import unified_diff

from publish.pipeline.edits.comparing import SectionEdit, Status

EDITS = "import-edits.md"
_SILENT = frozenset({Status.UNCHANGED})


def format_edits(
    edits: Sequence[SectionEdit], accepted: Collection[str], unplaced: Collection[str] = ()
) -> str:
    """The report as Markdown: a row for each section that is not as it was, and its difference.

    `unplaced` are files whose place in the manifest must be written by hand.
    """
    parts = [*_summary(edits, accepted), *_by_hand(unplaced), *_differences(edits)]
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
        status = f"{edit.status}, moved" if _is_changed_and_moved(edit) else edit.status
        yield f"| {_cell(edit.title)} | `{edit.name}` | {status} | {written} |"


def _by_hand(unplaced: Collection[str]) -> Iterator[str]:
    if unplaced:
        names = ", ".join(f"`{name}`" for name in unplaced)
        yield from ("", f"Put these files into `[structure]` of `book.toml` by hand: {names}.")


def _is_changed_and_moved(edit: SectionEdit) -> bool:
    return edit.has_moved and edit.status is not Status.MOVED


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
