"""Notes in the text as in pandoc: `word.^[The note.]` is a call and its note.

Between the brackets may be code, escaped characters and pairs of brackets, but no other such note.
After a space the brackets may be a pattern of a program, `^[a-z]`, and stay text.
"""

from __future__ import annotations

import re
from zlib import crc32

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_NOTE = re.compile(
    r"(?<=\S)\^\[((?:\\.|(`+)(?!`).*?(?<!`)\2(?!`)|[^\[\]\\`^]|\^(?!\[)|\[[^\[\]\\`]*\])+)\](?![(\[{^])",
    re.S,
)
_NOTES = "inline_notes"  # the key of the environment with the label and tokens of each


def use_inline_notes(markdown: MarkdownIt) -> None:
    """Add such notes to a parser; called after the captions, which may have some."""
    markdown.inline.ruler.before("sup", "inline_note", _read_note)
    markdown.core.ruler.after("captions", "inline_notes", _append_notes)


def _read_note(state: StateInline, silent: bool) -> bool:
    note = _NOTE.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "^" else None
    if note is None or not note[1].strip():
        return False
    if not silent:
        notes = state.env.setdefault(_NOTES, [])
        label = f"{len(notes)} {crc32(note[1].encode())}"
        tokens: list[Token] = []
        notes.append((label, tokens))
        state.md.inline.parse(note[1].strip(), state.md, state.env, tokens)
        state.push("footnote_ref", "", 0).meta = {"label": label}
    state.pos = note.end()
    return True


def _append_notes(state: StateCore) -> None:
    """Put the notes after the text, each with the line of the block that calls it."""
    notes = state.env.pop(_NOTES, ())
    lines = _lines_of_calls(state) if notes else {}
    for label, children in notes:
        line = lines.get(label)
        opening = Token("footnote_reference_open", "", 1, map=line, meta={"label": label})
        state.tokens += [
            opening,
            Token("paragraph_open", "p", 1, map=line, block=True),
            Token("inline", "", 0, map=line, children=children, block=True),
            Token("paragraph_close", "p", -1, block=True),
            Token("footnote_reference_close", "", -1),
        ]


def _lines_of_calls(state: StateCore) -> dict[str, list[int] | None]:
    return {
        str(child.meta["label"]): block.map
        for block in state.tokens
        for child in block.children or ()
        if child.type == "footnote_ref"
    }
