"""The manuscript of an edited section: the blocks that were edited, and all others as they were.

A block is a paragraph, a list, a table, and so on: what empty lines divide, with lists, code and
fenced blocks whole. `base` is the section as it comes back from Word without an edit. Blocks of the
manuscript and of the base are paired in their order, which their words must confirm; notes and
comments belong to the block before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from publish.files import sha256_of

_FENCE = re.compile(r"(`{3,}|~{3,}|:{3,})")
_HEADING = re.compile(r"(#+) +(.*?)((?: *\{[^{}]*\})?)\s*")
_LABEL = re.compile(r"\[\^([^\]\s]+)\]")
_DEFINITION = re.compile(r"^\[\^([^\]\s]+)\]:((?:.*\n?)(?:(?: {4}.*)?\n)*)", re.MULTILINE)
_BRACES = re.compile(r"\{[^{}]*\}")
_ITEM = re.compile(r"(?:[-*+]|\(?(?:\d+|[A-Za-z]|[ivxlc]+)[.)]) ")
_KINDS = frozenset({"$$", "| ", "|:", "::", "``", "![", "- ", "1.", "> "})
_LEAST_ALIKE = 0.4  # of the words of two blocks that are one


def blocks_of(text: str) -> list[str]:
    """The blocks of a manuscript."""
    found: list[str] = []
    for block in _divided(text):
        is_item = bool(found and _ITEM.match(found[-1]) and _ITEM.match(block))
        if is_item or (found and block[:1] == " "):
            found[-1] += f"\n\n{block}"
        else:
            found.append(block)
    return found


def _divided(text: str) -> Iterator[str]:
    lines: list[str] = []
    fence = ""
    for line in text.splitlines():
        if not fence and not line.strip():
            yield from ["\n".join(lines)] if lines else []
            lines = []
            continue
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and line.strip() == fence:
            fence = ""
        lines.append(line)
    yield from ["\n".join(lines)] if lines else []


class _Block(NamedTuple):
    """A block, and the notes and comments after it."""

    text: str
    trailing: tuple[str, ...] = ()


def _with_trailing(blocks: Sequence[str]) -> list[_Block]:
    found: list[_Block] = []
    for block in blocks:
        is_comment = block.startswith("<!--") and block.endswith("-->")
        is_trailing = is_comment or _DEFINITION.match(f"{block}\n")
        if is_trailing and found:
            found[-1] = _Block(found[-1].text, (*found[-1].trailing, block))
        elif not is_trailing:
            found.append(_Block(block))
    return found


def with_stable_notes(text: str) -> str:
    """A section whose notes have labels made from their text, whatever their place."""
    labels = {
        match[1]: sha256_of(match[2].strip().encode())[:8] for match in _DEFINITION.finditer(text)
    }
    return _LABEL.sub(lambda match: f"[^{labels.get(match[1], match[1])}]", text)


def merged(source: str, base: str, edited: str) -> str | None:
    """The new manuscript; None where the manuscript and the base cannot be paired."""
    own, before, after = (_with_trailing(blocks_of(text)) for text in (source, base, edited))
    if len(own) != len(before) or not all(map(_is_alike, own, before)):
        return None
    labels, written = _note_labels(source, base), list[str]()
    old, new = [each.text for each in before], [each.text for each in after]
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            written.extend(part for each in own[i:j] for part in (each.text, *each.trailing))
            continue
        for n, block in enumerate(new[k:m]):
            replaced = own[i + n] if i + n < j else _Block("")
            written += [_renamed(_heading(block, replaced.text), labels), *replaced.trailing]
        written.extend(part for each in own[i + m - k : j] for part in each.trailing)
    notes = _notes(after)
    changed = {labels.get(name, name): note for name, note in notes.items() if name not in labels}
    return "\n\n".join([*written, *(_renamed(note, labels) for note in changed.values())]) + "\n"


def _notes(blocks: Sequence[_Block]) -> dict[str, str]:
    """The definitions of notes by label."""
    parts = (part for each in blocks for part in each.trailing)
    return {match[1]: part for part in parts if (match := _DEFINITION.match(f"{part}\n"))}


def _is_alike(one: _Block, other: _Block) -> bool:
    if one.text[:2] == other.text[:2] and one.text[:2] in _KINDS:
        return True
    words = [re.findall(r"\w+", _BRACES.sub("", each.text).casefold()) for each in (one, other)]
    if words[0] == words[1]:
        return True
    return SequenceMatcher(None, words[0], words[1], autojunk=False).ratio() >= _LEAST_ALIKE


def _heading(block: str, replaced: str) -> str:
    """A block; a heading keeps the level and the attributes that it has in the manuscript."""
    new, old = _HEADING.fullmatch(block), _HEADING.fullmatch(replaced)
    return f"{old[1]} {new[2]}{old[3]}" if new and old else block


def _note_labels(source: str, base: str) -> dict[str, str]:
    """The author's label for each note of the base, by their order."""
    own = [match[1] for match in _DEFINITION.finditer(source)]
    made = [match[1] for match in _DEFINITION.finditer(base)]
    return dict(zip(made, own, strict=True)) if len(own) == len(made) else {}


def _renamed(block: str, labels: dict[str, str]) -> str:
    return _LABEL.sub(lambda match: f"[^{labels.get(match[1], match[1])}]", block)
