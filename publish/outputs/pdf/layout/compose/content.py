"""The content of a paragraph: its words in their order, and what is between them.

A paragraph that has anything else than words, calls of notes, formulas and pictures from left to
right is left to the engine as a whole (`Unsuitable`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.line_break import can_break_text

from publish.outputs.pdf.layout.compose.shaping import Word
from publish.outputs.pdf.layout.compose.words import Vocabulary, vocabulary_of
from publish.outputs.pdf.layout.engine.wide_characters import is_wide

NEWLINE = "\n"
_NO_BREAK = "\u00a0"
_SPACES = (" ", _NO_BREAK)
_TOKEN = re.compile("[ \u00a0]|[^ \u00a0]+")
_WIDE = "\u2e80"  # a picture breaks as a wide character does
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_PLAIN = {
    "direction": "ltr", "letter_spacing": "normal", "word_spacing": 0, "word_break": "normal",
    "text_decoration_line": "none",
}  # fmt: skip


class Unsuitable(Exception):
    """Why a paragraph is left to the engine."""


class Leaf(NamedTuple):
    """A text of a paragraph, with its bytes and the words of its style."""

    text: str
    data: bytes
    words: Vocabulary


class WordAt(NamedTuple):
    """A word at a byte of a leaf."""

    leaf: int
    at: int
    word: Word

    @property
    def end(self) -> int:
        """The byte after it."""
        return self.at + self.word.size


class Space(NamedTuple):
    """A space that gives way, and whether a line may end there."""

    leaf: int
    at: int
    may_break: bool


class Between(NamedTuple):
    """The end of a leaf, without a space, where a line may end."""

    leaf: int
    at: int


class Solid(NamedTuple):
    """What does not give way: the edge of an inline box, or a picture."""

    leaf: int  # the next one
    at: int
    width: float


class Forced(NamedTuple):
    """A break that the text has: its leaf is a newline."""

    leaf: int
    at: int


Item = WordAt | Space | Between | Solid | Forced
Start = tuple[int, int]  # a leaf, and a byte in it


class Content:
    """What the lines of a paragraph are made of, in the order of its text.

    If it `begins_beside` a float, such as its first letter, the engine sets the lines there; what
    is not understood may then be at its beginning.
    """

    def __init__(
        self, context: Any, line_box: Any, block: Any, *, begins_beside: bool = False
    ) -> None:
        self.line: Any = None  # the planned line that the engine is setting
        self.leaves: list[Leaf] = []
        self.items: list[Item] = []
        self._after_pictures: set[int] = set()  # leaves
        self._context, self._block = context, block
        self._begins_beside = begins_beside
        self._last = ""  # the character that the next leaf follows, if a line may end between
        self._open: int | None = None  # the space that the next word follows
        self._walk(line_box)
        if not any(isinstance(item, WordAt) for item in self.items):
            raise Unsuitable("no text")

    def next_start(self, leaf: int, at: int) -> Start:
        """Where the next line begins, past spaces; pictures are at the first byte of a leaf."""
        while leaf < len(self.leaves):
            data = self.leaves[leaf].data
            if at == 0 and leaf in self._after_pictures:
                break
            while data[at : at + 1] == b" ":
                at += 1
            if at < len(data):
                break
            leaf, at = leaf + 1, 0
        return leaf, at

    def _walk(self, parent: Any) -> None:
        for child in parent.children:
            child.next_leaf = len(self.leaves)
            if child.is_leader:
                raise Unsuitable("leader")
            if not child.is_in_normal_flow():
                if child.is_floated():
                    raise Unsuitable("float")
            elif isinstance(child, boxes.TextBox):
                self._add_text(child)
            elif isinstance(child, boxes.InlineBox):
                self._add_inline(child)
            elif isinstance(child, boxes.AtomicInlineLevelBox):
                self._add_picture(child)
            else:
                raise Unsuitable(type(child).__name__)

    @property
    def _is_beginning(self) -> bool:
        """Whether what comes is beside that float."""
        return self._begins_beside and not self.leaves

    def _add_inline(self, box: Any) -> None:
        if box.style["direction"] != "ltr":
            raise Unsuitable("direction")
        inline.resolve_percentages(box, self._block)
        self._add_edge(box.margin_left, box.border_left_width, box.padding_left)
        self._walk(box)
        self._add_edge(box.padding_right, box.border_right_width, box.margin_right)

    def _add_edge(self, *widths: Any) -> None:
        width = sum(each for each in widths if each != "auto")
        if width < 0 and not self._is_beginning:
            raise Unsuitable("negative margin")
        if width > 0:
            self._add_solid(width)

    def _add_picture(self, box: Any) -> None:
        box = box.copy()
        inline.resolve_percentages(box, self._block)
        made = inline.atomic_box(self._context, box, 0, None, self._block, [], [])
        self._close(_WIDE)
        self._after_pictures.add(len(self.leaves))
        self._add_solid(made.margin_width())

    def _add_solid(self, width: float) -> None:
        self.items.append(Solid(len(self.leaves), 0, width))
        self._last = ""

    def _add_text(self, box: Any) -> None:
        if box.text == NEWLINE and box.style["white_space"] == "pre-line":
            self._add_break(box)
        else:
            self._add_words(box)

    def _add_break(self, box: Any) -> None:
        number = len(self.leaves)
        box.leaf = self, number
        self.leaves.append(Leaf(box.text, box.text.encode(), vocabulary_of(box.style)))
        self.items.append(Forced(number, 0))
        self._last, self._open = "", None

    def _add_words(self, box: Any) -> None:
        try:
            words = _words_of(box)
        except Unsuitable:
            if not self._is_beginning:
                raise
            return
        number, text = len(self.leaves), box.text
        box.leaf = self, number
        self.leaves.append(Leaf(text, text.encode(), words))
        tokens = _TOKEN.findall(text)
        words.learn(words_in(text))
        if self._last and text[:1] not in ("", " ") and _may_break(self._last + text[0], words):
            self.items.append(Between(number - 1, len(self.leaves[number - 1].data)))
        at = 0
        for token in tokens:
            at += self._add_token(token, number, at, words)
        self._last = text[-1:].strip(" ")

    def _add_token(self, token: str, leaf: int, at: int, words: Vocabulary) -> int:
        """Add a word or a space; returns its bytes."""
        if token in _SPACES:
            self._open = len(self.items) if token.isascii() else None
            self.items.append(Space(leaf, at, False))
            return len(token.encode())
        self._close(token[0])
        word = words.word(token)
        self.items.append(WordAt(leaf, at, word))
        return word.size

    def _close(self, first: str) -> None:
        """Find whether a line may end at the space before a word or a picture."""
        if self._open is not None:
            space, before = self.items[self._open], self.items[self._open - 1]
            last = before.word.text[-1] if isinstance(before, WordAt) else ""
            may_break = _may_break(f"{last} {first}", self.leaves[space.leaf].words)
            self.items[self._open] = Space(space.leaf, space.at, may_break)
            self._open = None


def words_in(text: str) -> list[str]:
    """The words of a text, which may begin and end with spaces."""
    return text.replace(_NO_BREAK, " ").split(" ")


def _words_of(box: Any) -> Vocabulary:
    style, text = box.style, box.text
    for name, value in _PLAIN.items():
        if style[name] != value:
            raise Unsuitable(name.replace("_", "-"))
    if style["white_space"] not in ("normal", "nowrap"):
        raise Unsuitable("white-space")
    if not style["font_size"] or _CONTROLS.search(text) or is_wide(style, text):
        raise Unsuitable("size or characters")
    return vocabulary_of(style)


def _may_break(text: str, words: Vocabulary) -> bool:
    return words.wraps and _is_breakable(text, words.language)


@lru_cache(maxsize=8192)
def _is_breakable(text: str, language: str | None) -> bool:
    return bool(can_break_text(text, language))
