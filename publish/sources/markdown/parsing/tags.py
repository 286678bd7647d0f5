"""Tags of HTML that say what a mark of Markdown says: they are read as that mark.

`H<sub>2</sub>O` is `H~2~O`, `<kbd>Esc</kbd>` is `[Esc]{.key}`, and `<br>` a line break. A tag with
attributes, or without its partner, is text.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from publish.model.markup import KEY, UNDERLINED

TAG_OF_BREAK = "<br>"  # the markup of a break that ends no line of the manuscript
# The kind of token, the element and the class of what is between the tags.
_MEANINGS = {
    "b": ("strong", "strong", ""),
    "strong": ("strong", "strong", ""),
    "i": ("em", "em", ""),
    "em": ("em", "em", ""),
    "del": ("s", "s", ""),
    "s": ("s", "s", ""),
    "sub": ("sub", "sub", ""),
    "sup": ("sup", "sup", ""),
    "kbd": ("span", "span", KEY),
    "u": ("span", "span", UNDERLINED),
}
_OPENING = re.compile(rf"<({'|'.join(_MEANINGS)})>", re.I)
_BREAK = re.compile(r"<br\s*/?>\s*", re.I)


def use_tags(markdown: MarkdownIt) -> None:
    """Let a parser read such tags."""
    markdown.inline.ruler.before("autolink", "tags", _read_tags)


def _read_tags(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "<":
        return False
    if breaks := _BREAK.match(state.src, state.pos):
        if not silent:
            state.pending = state.pending.rstrip(" ")
            state.push("hardbreak", "br", 0).markup = TAG_OF_BREAK
        state.pos = breaks.end()
        return True
    opening = _OPENING.match(state.src, state.pos)
    end = state.src.find(f"</{opening[1]}>", opening.end(), state.posMax) if opening else -1
    if opening is None or end < opening.end() + 1:
        return False
    if not silent:
        _read_words(state, opening, end)
    state.pos = end + len(opening[0]) + 1
    return True


def _read_words(state: StateInline, opening: re.Match[str], end: int) -> None:
    """Read what is between two tags, where other marks may be."""
    kind, element, name = _MEANINGS[opening[1].lower()]
    token = state.push(f"{kind}_open", element, 1)
    if name:
        token.attrSet("class", name)
    last, state.pos, state.posMax = state.posMax, opening.end(), end
    state.md.inline.tokenize(state)
    state.posMax = last
    state.push(f"{kind}_close", element, -1)
