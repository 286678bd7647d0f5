"""Notes by their marks: `[1]`, `¹`, `*`, `†` in the text, and again before the note.

Notes are at the foot of a page, in the middle of the text, or at the end of a section or of the
book. A note belongs to the marks of its kind that have none yet, and is written after the paragraph
with the last of them. Marks without a note and notes without a mark remain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from publish.importers.bookfolder.escaping import escape_markdown
from publish.importers.plaintext.paragraphs import SourceParagraph, continues

_SUPERSCRIPT = "¹²³⁰⁴⁵⁶⁷⁸⁹"
_NOTE = re.compile(
    rf"(?:\[(?P<number>[0-9]{{1,3}}|[a-z]|\*{{1,3}}|[†‡])\]:?\s*"
    rf"|(?P<raised>[{_SUPERSCRIPT}]{{1,3}})\s*|(?P<sign>\*{{1,3}}|[†‡]{{1,2}})\s*)(?=[^\s*])"
)
_CALL = re.compile(
    rf"(?<=[^\s\[(])\s?\[(?P<number>[0-9]{{1,3}}|[a-z]|\*{{1,3}}|[†‡])\]"
    rf"|(?<=[^\W\d_]|[.,;:!?”\"»)’])(?P<raised>[{_SUPERSCRIPT}]{{1,3}})"
    rf"|(?<=[^\W_]|[.,;:!?”\"»)’])(?P<sign>\*{{1,3}}|[†‡]{{1,2}})(?![\w*])"
)


@dataclass(slots=True)
class _Call:
    """A mark in the text: its section and paragraph, and its position in the paragraph's words."""

    section: int
    paragraph: int
    start: int
    end: int
    name: str = ""


@dataclass(slots=True)
class _Notes:
    """The calls that have a note, and the notes after their last calls, by paragraph."""

    calls: dict[tuple[int, int], list[_Call]] = field(default_factory=dict)
    texts: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    moved: set[tuple[int, int]] = field(default_factory=set)


def place_notes(
    sections: Sequence[Sequence[SourceParagraph]],
) -> list[list[SourceParagraph | str]]:
    """The paragraphs of each section, with the notes after the paragraphs that call them."""
    notes = _match(sections)
    return [list(_placed(i, section, notes)) for i, section in enumerate(sections)]


def _match(sections: Sequence[Sequence[SourceParagraph]]) -> _Notes:
    notes, open_calls, count = _Notes(), dict[str, list[_Call]](), 0
    for i, section in enumerate(sections):
        for j, paragraph in enumerate(section):
            mark = _NOTE.match(paragraph.text)
            waiting = open_calls.pop(_key(mark), None) if mark else None
            if mark and waiting:
                count += 1
                _add(notes, waiting, f"note-{count}", paragraph.text[mark.end() :])
                notes.moved.add((i, j))
                continue
            for call in _CALL.finditer(paragraph.text, len(paragraph.run_in or "")):
                place = _Call(i, j, call.start(), call.end())
                open_calls.setdefault(_key(call), []).append(place)
    return notes


def _key(mark: re.Match[str]) -> str:
    kind = mark.lastgroup or ""
    return f"{kind} {mark[kind]}"


def _add(notes: _Notes, calls: Sequence[_Call], name: str, text: str) -> None:
    for call in calls:
        call.name = name
        notes.calls.setdefault((call.section, call.paragraph), []).append(call)
    last = calls[-1]
    note = f"[^{name}]: {escape_markdown(text)}"
    notes.texts.setdefault((last.section, last.paragraph), []).append(note)


def _placed(
    section: int, paragraphs: Sequence[SourceParagraph], notes: _Notes
) -> Iterator[SourceParagraph | str]:
    waiting: SourceParagraph | None = None
    after: list[str] = []
    cut = False  # a note was taken out after the last paragraph
    for j, paragraph in enumerate(paragraphs):
        if (section, j) in notes.moved:
            cut = True
            continue
        marked = _with_calls(paragraph, notes.calls.get((section, j), []))
        if waiting and cut and continues(waiting, marked):
            waiting = _joined(waiting, marked)
        else:
            if waiting:
                yield waiting
                yield from after
            waiting, after = marked, []
        after = [*after, *notes.texts.get((section, j), [])]
        cut = False
    if waiting:
        yield waiting
    yield from after


def _with_calls(paragraph: SourceParagraph, calls: Sequence[_Call]) -> SourceParagraph:
    if not calls:
        return paragraph
    parts, at = [], len(paragraph.run_in or "")
    for call in sorted(calls, key=lambda each: each.start):
        parts += [escape_markdown(paragraph.text[at : call.start]), f"[^{call.name}]"]
        at = call.end
    return replace(
        paragraph, markup="".join([*parts, escape_markdown(paragraph.text[at:])]).strip()
    )


def _joined(before: SourceParagraph, after: SourceParagraph) -> SourceParagraph:
    markup = None
    if before.markup or after.markup:
        first = before.markup or escape_markdown(before.text[len(before.run_in or "") :].strip())
        markup = f"{first} {after.markup or escape_markdown(after.text)}"
    lines = (*before.lines, *after.lines)
    return replace(before, text=f"{before.text} {after.text}", markup=markup, lines=lines)
