"""Headings that are only looks: short paragraphs alone, in bold, capitals or larger type.

What they are is asked, for all of one look together; until it is answered they stay paragraphs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from publish.importers.bookfolder.questions import Choice, Questions
from publish.importers.documents.tree import LOOKS_LIKE, Node, attributes, plain_text

_FORMATS = ("docx", "odt", "rtf", "html")
_MOST_WORDS = 12
_ENOUGH = 2  # paragraphs of a look
_MOST_SHOWN = 12
_DEEPEST = 6
_END = re.compile(r"[.!?;,:…。！？；，：]$")


def has_looks(format_name: str) -> bool:
    """Whether documents of a format often have headings by their looks alone."""
    return format_name.startswith(_FORMATS)


def with_looks(blocks: Sequence[Node], questions: Questions) -> list[Node]:
    """Blocks in which the paragraphs of each look are headings where an editor decided so."""
    looks = [_look(node) for node in blocks]
    by_look: dict[str, list[int]] = defaultdict(list)
    for i, look in enumerate(looks):
        if look and (i + 1 == len(blocks) or looks[i + 1] != look):
            by_look[look].append(i)
    levels = {
        look: _level(look, [plain_text(blocks[i]) for i in at], _above(blocks, at[0]), questions)
        for look, at in by_look.items()
        if len(at) >= _ENOUGH
    }
    found: list[Node] = []
    for i, node in enumerate(blocks):
        level = levels.get(looks[i], 0) if i in by_look.get(looks[i], ()) else 0
        found.extend([_heading(node, level)] if level else _unwrapped(node))
    return found


def _unwrapped(node: Node) -> Iterator[Node]:
    if _size(node):
        yield from node["c"][1]
    else:
        yield node


def _look(node: Node) -> str:
    """The look of a short paragraph without a full stop; "" for all else."""
    size = _size(node)
    if size and len(node["c"][1]) == 1:
        node = node["c"][1][0]
    words = plain_text(node) if node["t"] in ("Para", "Plain") else ""
    is_short = 0 < len(words.split()) <= _MOST_WORDS and len(words) > 1
    if not is_short or _END.search(words) or not re.search(r"[^\W\d_]{2}", words):
        return ""
    inlines = [each for each in node["c"] if each["t"] not in ("Space", "SoftBreak")]
    bold = "bold" if all(each["t"] == "Strong" for each in inlines) else ""
    capitals = "capitals" if words.isupper() else ""
    return "-".join(filter(None, (bold, capitals, size)))


def _size(node: Node) -> str:
    """The size of the type of a paragraph, if that is its look ("18-pt")."""
    style = attributes(node).keys.get("custom-style", "") if node["t"] == "Div" else ""
    is_look = style.startswith(LOOKS_LIKE)
    return style.removeprefix(LOOKS_LIKE).strip().replace(" ", "-") if is_look else ""


def _above(blocks: Sequence[Node], at: int) -> int:
    """The level of the last heading before a block, 0 without one."""
    levels = [int(node["c"][0]) for node in blocks[:at] if node["t"] == "Header"]
    return levels[-1] if levels else 0


def _level(look: str, examples: Sequence[str], above: int, questions: Questions) -> int:
    """The level of the headings with a look, 0 if they are paragraphs."""
    shown = look.replace("-pt", " pt").replace("-", ", ")
    likely = min(above + 1, _DEEPEST)
    levels = [likely, *(level for level in range(1, _DEEPEST + 1) if level != likely)]
    answer = questions.ask(
        f"look-{look}",
        f"{len(examples)} paragraphs look like headings",
        f"Each is short, stands alone, has no full stop, and is set in {shown}.",
        (
            Choice("paragraph", "they are paragraphs"),
            *(Choice(f"heading-{level}", f"headings of level {level}") for level in levels),
        ),
        examples[:_MOST_SHOWN],
    )
    return int(answer.partition("-")[2] or 0)


def _heading(node: Node, level: int) -> Node:
    inner = node["c"][1][0] if node["t"] == "Div" else node
    words: list[Node] = []
    for each in inner["c"]:
        words.extend(each["c"] if each["t"] == "Strong" else [each])
    return {"t": "Header", "c": [level, ["", [], []], words]}
