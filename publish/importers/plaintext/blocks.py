"""Splits a text into lines, and groups lines into blocks: one heading or paragraph each.

Wire copy has one line for each paragraph or part of one; a hard-wrapped text has many short lines
without blank lines between them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from publish.importers.bookfolder.heading_names import role_of_heading
from publish.importers.plaintext.markers import MarkerReading, read_marker

# A line ends where Unicode says it must (UAX 14, classes BK, CR, LF, NL).
_LINE = re.compile("[^\n\r\f\v\x85\u2028\u2029]*(?:\r\n|[\n\r\f\v\x85\u2028\u2029])|.+$", re.S)
_BOM = "\ufeff"
_PAGE_NUMBER = re.compile(
    r"[-–—\[(|]*\s*(page\s+|seite\s+|p\.\s*)?[0-9]{1,4}(\s*(of|/|von)\s*[0-9]+)?\s*[-–—\])|]*", re.I
)
_RULE = re.compile(r"[=_~]{4,}|[-–—]{4,}|(?:[-=_~] ){4,}[-=_~]?")
_WIDE_LEADER = re.compile(r"(\s{2,}|\t|[.·…_]{2,}|( \.){2,})\s*([0-9]{1,4}|[ivxl]{1,6})\s*$")
_LEADER_AT_END = re.compile(r"(?:[.·…_]\s?){4,}$|(?:\s[.·…_]){2,}\s?$")
_BULLET = re.compile(r"[-–—•·*] ")
_NOTE_OR_CREDIT = re.compile(
    r"\[[0-9]{1,3}\]:? \S|• \S|(?:by|von|par|por) (?:[A-Z][\w.'-]*\s?){2,4}$"
)
_WIDE_NUMBER = re.compile(r"\s*[0-9]{1,4}(?:\s{3,}|\t)\S")
_HYPHENATED = re.compile(r"(\w*[^\W\d_])[-\u2010]$")
HEADING_MOST_WORDS = 14
_LONG_LINE = 0.5  # of the longest
_FEWEST_LONG = 3
_ENDED = 0.9  # share of longer lines that end a sentence: in hard-wrapped text a few do
_STOPS = '.!?:;…。！？：；"”』」’»)）'
_UNFINISHED = ".,;-!?:。，："  # ends of lines that are no headings, or go on
_TOUCHING = 0.4  # share of lines directly after another: above it the text is hard-wrapped
_MARGIN = 90  # characters; hard-wrapped lines are not longer
_SHORT_LINE = 0.75  # of the usual line length: a line this short was not wrapped at the margin


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line: its number from 1, its offsets in the text, and its raw text."""

    number: int
    start: int
    end: int
    raw: str

    @property
    def is_blank(self) -> bool:
        """Whether it contains only white space."""
        return not self.raw.removeprefix(_BOM).strip()

    @property
    def indent(self) -> int:
        """The number of white-space characters before the text."""
        text = self.raw.removeprefix(_BOM)
        return len(text) - len(text.lstrip())


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that form one heading or paragraph; `text` has single spaces between words."""

    index: int
    lines: tuple[Line, ...]
    text: str
    indent: int
    readings: tuple[MarkerReading, ...]

    @property
    def number(self) -> int:
        """The number of its first line, which identifies it on the review sheet."""
        return self.lines[0].number

    @property
    def ends_in_page_number(self) -> bool:
        """Whether it is an entry of a contents list by its leader or wide space."""
        return bool(_WIDE_LEADER.search(self.lines[-1].raw))

    @property
    def is_paged(self) -> bool:
        """Whether a number is set apart at one of its ends, as in running heads."""
        return _has_page_number(self.lines[-1].raw)

    @property
    def title(self) -> str:
        """The text after the marker, or all of it."""
        return (self.readings[0].title if self.readings else "") or self.text


def is_page_number(text: str) -> bool:
    """Whether a line contains only a page number."""
    return bool(_PAGE_NUMBER.fullmatch(text))


def is_rule(text: str) -> bool:
    """Whether a line is a rule drawn with characters; asterisks, which separate scenes, are not."""
    return bool(_RULE.fullmatch(text))


def normalize_spaces(raw: str) -> str:
    """The text of a line without white space at its ends, and with single spaces inside."""
    return re.sub(r"[ \t\n\r]+", " ", raw.removeprefix(_BOM).strip())


def word_count(text: str) -> float:
    """The number of words; an ideograph counts as half a word."""
    return len(text.split()) + len(re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]", text)) / 2


def split_lines(text: str) -> list[Line]:
    """The physical lines; joined, they are the text again."""
    return [
        Line(number, match.start(), match.end(), match[0])
        for number, match in enumerate(_LINE.finditer(text), 1)
    ]


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether paragraphs span several lines: many lines directly follow another, or some do and no
    line exceeds the margin."""
    lengths = [len(line.raw.strip()) for line in lines if not line.is_blank]
    touching = sum(not a.is_blank and not b.is_blank for a, b in pairwise(lines))
    long_lines = sum(length > 140 for length in lengths)
    if not touching or long_lines >= 0.15 * len(lengths) or _ends_sentences(lines):
        return False
    return touching > _TOUCHING * len(lengths) or max(lengths) <= _MARGIN


def _ends_sentences(lines: Sequence[Line]) -> bool:
    """Whether nearly all of the longer lines end a sentence, so that they are paragraphs."""
    full = [line.raw.strip() for line in lines if not line.is_blank]
    longer = [raw for raw in full if len(raw) > _LONG_LINE * max(map(len, full))]
    ended = sum(raw[-1] in _STOPS for raw in longer)
    return len(longer) >= _FEWEST_LONG and ended >= _ENDED * len(longer)


def build_blocks(lines: Sequence[Line], *, wrapped: bool) -> list[Block]:
    """The blocks of a text, in order; blank lines are in none."""
    if not wrapped:
        groups: Iterator[list[Line]] = ([line] for line in lines if not line.is_blank)
    else:
        groups = _wrapped_groups(lines)
    vocabulary = frozenset(re.findall(r"\w+", " ".join(line.raw for line in lines).lower()))
    return [build_block(i, group, vocabulary) for i, group in enumerate(groups)]


def build_block(index: int, lines: Sequence[Line], words: frozenset[str] = frozenset()) -> Block:
    """One block of some lines; a hyphenated word is joined if `words` contains the whole word."""
    text = ""
    for line in lines:
        text = _join(text, normalize_spaces(line.raw), words)
    return Block(index, tuple(lines), text, lines[0].indent, read_marker(text))


def _join(before: str, after: str, words: frozenset[str]) -> str:
    if not before:
        return after
    match = _HYPHENATED.search(before)
    if match and after[:1].islower():
        tail = re.match(r"\w+", after)
        whole = (match[1] + (tail[0] if tail else "")).lower()
        return (before[:-1] if whole in words else before) + after
    # Chinese and Japanese have no space between the lines of a paragraph.
    wide = "\u3000" <= before[-1] <= "\u9fff" or "\uff00" <= before[-1] <= "\uffef"
    return before + ("" if wide and after[:1] > "\u2fff" else " ") + after


def _wrapped_groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    full = [line for line in lines if not line.is_blank]
    blanks = sum(a.is_blank for a in lines)
    by_indent = blanks < 0.02 * max(1, len(full))
    lengths = sorted(len(line.raw.strip()) for line in full)
    usual = lengths[int(len(lengths) * 0.9)] if lengths else 0
    alone = _lines_alone(lines)
    group: list[Line] = []
    for line, below in zip_longest(lines, lines[1:]):
        closed = below is None or below.is_blank or below.indent > line.indent
        if line.is_blank or (
            group
            and (
                _starts_block(group, line, usual, alone, by_indent=by_indent)
                or (closed and _is_between_paragraphs(group[-1], line, usual))
            )
        ):
            if group:
                yield group
            group = []
        if not line.is_blank:
            group.append(line)
    if group:
        yield group


def _lines_alone(lines: Sequence[Line]) -> frozenset[str]:
    """The lines between blank ones: the same words elsewhere are a block as well."""
    middle = zip(lines, lines[1:], lines[2:], strict=False)
    return frozenset(
        normalize_spaces(line.raw)
        for before, line, after in middle
        if before.is_blank and after.is_blank and not line.is_blank
    )


def _is_between_paragraphs(before: Line, line: Line, usual: int) -> bool:
    """Whether a line that is not a sentence follows the end of one, and is short or the line before
    has room for its first word: a heading without a number has no other mark below indents."""
    text, last = normalize_spaces(line.raw), normalize_spaces(before.raw)
    word = text[0] if text[0] > "\u2fff" else text.split()[0]
    fits = len(before.raw.rstrip()) + 1 + len(word) <= usual
    plain = text[0].isalpha() and not text[0].islower() and text[-1] not in _UNFINISHED
    return plain and last[-1] in ".。" and (fits or len(text) < _SHORT_LINE * usual)


def _is_item(text: str, last: str, first: Line) -> bool:
    """Whether a line begins an item of a list, after another item or the end of a sentence."""
    after_item = _BULLET.match(normalize_spaces(first.raw))
    return bool(_BULLET.match(text)) and bool(after_item or last[-1] in ".:;,：")


def _has_page_number(raw: str) -> bool:
    """Whether a number is set apart at an end of a line, as in contents lists and running heads."""
    return bool(_WIDE_LEADER.search(raw) or _WIDE_NUMBER.match(raw))


def _starts_block(
    group: Sequence[Line], line: Line, usual: int, alone: Collection[str], *, by_indent: bool
) -> bool:
    before = group[-1]
    if _LEADER_AT_END.search(before.raw) and is_page_number(line.raw.strip()):
        return False
    if by_indent and line.indent > before.indent:
        return True
    text, last = normalize_spaces(line.raw), normalize_spaces(before.raw)
    if any(is_page_number(words) or is_rule(words) or words in alone for words in (text, last)):
        return True
    if any(_has_page_number(each.raw) or role_of_heading(each.raw) for each in (before, line)):
        return True
    if len(last) > _SHORT_LINE * usual and not last.endswith((".", ":", "!", "?", "。", "：")):
        return False
    if _NOTE_OR_CREDIT.match(text) or _is_item(text, last, group[0]):
        return True
    marked = bool(read_marker(text)) and word_count(text) <= HEADING_MOST_WORDS + 6
    # After a short line that neither ends a sentence nor continues one, a new block starts.
    unfinished = last[-1] not in _UNFINISHED and len(last) < _SHORT_LINE * usual
    return marked or (unfinished and (bool(read_marker(last)) or text[0].isupper()))
