"""Comments of the author, `<!-- … -->`, which are not part of the book; not in code.

Before the blocks are parsed, each line of a comment becomes a mask, a number in noncharacters, so
that lines keep their numbers, and a comment neither ends a paragraph nor begins a list. Then masks
are removed, with blocks that have nothing else; in code they become the characters again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from publish.sources.markdown.parsing.placeholders import INDENT, MASK_DIGITS, MASK_END

MASK = f"[{MASK_DIGITS}]+{MASK_END}"
_MASKS = re.compile(rf"([ \t]*)(?:{MASK}[ \t]*)+")
_ITEM = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_NEXT = re.compile(
    rf"^(?:{_ITEM.pattern})(?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}})|\\.|(?P<ticks>`+)|(?P<open><!--)",
    re.M,
)
_EMPTY_LINE = re.compile(r"\n[ \t>]*(?=\n)")
_KIND = "comment"
_PIECES = "comments"  # the key of the environment with the characters of each mask


def use_comments(markdown: MarkdownIt) -> None:
    """Drop comments in a parser; called last, since the rules must be next to those of blocks."""
    markdown.core.ruler.after("normalize", "mask_comments", _mask)
    markdown.block.ruler.before("table", "comment", _skip_lines)
    markdown.core.ruler.after("block", "drop_comments", _drop)


def without_comments(text: str) -> str:
    """A text in which masks may be, without them."""
    return _MASKS.sub(_space, text)


def _mask(state: StateCore) -> None:
    if "<!--" not in state.src:
        return
    pieces: list[str] = []
    parts: list[str] = []
    end = 0
    for first, last in _comments(state.src):
        line_start = state.src.rfind("\n", 0, first) + 1
        parts += (
            state.src[end:first],
            _masked(state.src[line_start:last], first - line_start, pieces),
        )
        end = last
    state.src = "".join([*parts, state.src[end:]])
    state.env[_PIECES] = pieces


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """The bounds of each comment that is closed and not in code."""
    position = 0
    while found := _NEXT.search(text, position):
        position = found.end()
        if found["fence"]:
            position = _end_of_fence(text, found["fence"], position)
        elif found["ticks"]:
            position = _end_of_code(text, found["ticks"], position)
        elif found["open"]:
            closing = re.compile(r"-?>|.*?-->", re.S).match(text, position)
            if closing is None:
                return
            position = closing.end()
            yield found.start(), position


def _end_of_fence(text: str, fence: str, position: int) -> int:
    closing = re.compile(rf"^[ \t>]*{fence}{fence[0]}*[ \t]*$", re.M).search(text, position)
    return closing.end() if closing else len(text)


def _end_of_code(text: str, ticks: str, position: int) -> int:
    """The end of code in a line, or `position` where it is not closed in its paragraph."""
    closing = re.compile(rf"(?<!`){ticks}(?!`)").search(text, position)
    if closing is None or _EMPTY_LINE.search(text, position, closing.start()):
        return position
    return closing.end()


def _masked(text: str, start: int, pieces: list[str]) -> str:
    """The masks of a comment, which begins at `start` of its line.

    Its lines are indented as far as the first, so that none of them ends the block around it.
    """
    before, (first, *others) = text[:start], text[start:].split("\n")
    indent = re.sub(r"[^\s>]", " ", before) if _ITEM.fullmatch(before) else ""
    masks = [_mask_of(first, pieces)]
    for line in others:
        bare = line.lstrip(" \t>")
        own = line[: len(line) - len(bare)]
        masks.append((own if len(own) >= len(indent) else indent) + _mask_of(bare, pieces))
    return "\n".join(masks)


def _mask_of(piece: str, pieces: list[str]) -> str:
    pieces.append(piece)
    return "".join(MASK_DIGITS[int(digit)] for digit in str(len(pieces) - 1)) + MASK_END


def _skip_lines(state: StateBlock, first: int, last: int, _: bool) -> bool:
    """Skip lines of comments before a block; a block on the same line begins after them."""
    line = first
    while line < last and not (line == first and state.is_code_block(line)):
        masks = _MASKS.match(state.src, _start(state, line), state.eMarks[line])
        if masks is None:
            break
        if masks.end() < state.eMarks[line]:
            if line == first:
                state.bMarks[line], state.tShift[line] = masks.end(), 0
            break
        line += 1
    if line > first:
        state.push(_KIND, "", 0)
        state.line = line
    return line > first


def _start(state: StateBlock, line: int) -> int:
    return state.bMarks[line] + state.tShift[line]


class _OpenBlock:
    """A block that is being copied: where it begins, and what it has had so far."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.had_comment = self.has_content = False


def _drop(state: StateCore) -> None:
    """Remove masks, and blocks that had nothing else."""
    if not state.env.get(_PIECES):
        return
    kept: list[Token] = []
    open_ = [_OpenBlock(0)]
    for token in state.tokens:
        if token.nesting > 0:
            open_.append(_OpenBlock(len(kept)))
        is_comment = token.type == _KIND
        open_[-1].had_comment |= _clean(token, state.env[_PIECES]) or is_comment
        open_[-1].has_content |= _is_content(token)
        if not is_comment:
            kept.append(token)
        if token.nesting < 0:
            _close(open_, kept, token)
    state.tokens = kept


def _is_content(token: Token) -> bool:
    return bool(token.content) if token.type in ("inline", _KIND) else token.nesting == 0


def _close(open_: list[_OpenBlock], kept: list[Token], token: Token) -> None:
    block = open_.pop()
    open_[-1].had_comment |= block.had_comment
    open_[-1].has_content |= block.has_content
    is_whole = token.tag not in ("td", "th", "dt", "div") and not token.tag.startswith("h")
    if block.had_comment and not block.has_content and is_whole:
        del kept[block.start :]


def _clean(token: Token, pieces: list[str]) -> bool:
    """Remove the masks of a token; whether it had any."""
    masked = re.search(MASK, token.content) is not None
    if masked and token.type == "inline":
        token.content = "\n".join(_unmasked_lines(token.content))
    elif masked:
        token.content = re.sub(MASK, lambda mask: pieces[_number(mask[0])], token.content)
    token.info = re.sub(MASK, "", token.info)
    return masked and token.type == "inline"


def _unmasked_lines(text: str) -> Iterator[str]:
    """The lines of a text without masks; one that had only masks is left out."""
    for line in text.split("\n"):
        bare = without_comments(line)
        if bare.strip(f"{INDENT} \t") or bare == line:
            yield bare


def _space(masks: re.Match[str]) -> str:
    is_inside = masks.start() > 0 and masks.end() < len(masks.string)
    return " " if is_inside and (masks[1] or masks[0][-1] in " \t") else ""


def _number(mask: str) -> int:
    return int("".join(str(MASK_DIGITS.index(digit)) for digit in mask[:-1]))
