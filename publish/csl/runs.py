"""Formatted text as runs: strings with marks, joined and punctuated as CSL requires.

A value is never pasted into markup: its characters stay characters in a run until elements are
created. Of the markup that CSL-JSON allows inside a value (`<i>`, `<b>`,
`<sup>`, `<sub>`, small capitals and `nocase`) the runs keep the meaning; everything else is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

ITALIC, BOLD, SMALL, SUP, SUB, UNDERLINE = "italic", "bold", "small-caps", "sup", "sub", "underline"
FONTS = frozenset({ITALIC, BOLD, SMALL, SUP, SUB, UNDERLINE})
# Marks for formatting steps, which do not appear.
NOCASE, UPRIGHT, OPENING, CLOSING = "nocase", "upright", "opening-quote", "closing-quote"
# Nested, such a mark reverts: an italic title in an italic title is upright.
_TOGGLES = frozenset({ITALIC, BOLD, SMALL, UNDERLINE})
_TAG = re.compile(
    r"<(?P<end>/)?(?P<name>i|b|sup|sub|sc|span)"
    r'(?P<attributes> (?:class="nocase"|style="font-variant: ?small-caps;?"))?>'
)
_MARK_OF = {"i": ITALIC, "b": BOLD, "sup": SUP, "sub": SUB, "sc": SMALL}


@dataclass(frozen=True, slots=True)
class TextRun:
    """Characters with the same marks; `link` is an address, `key` the entry that is cited."""

    text: str
    marks: frozenset[str] = field(default_factory=frozenset)
    link: str = ""
    key: str = ""


Runs = tuple[TextRun, ...]


def text_of_runs(runs: Iterable[TextRun]) -> str:
    """The characters without formatting."""
    return "".join(run.text for run in runs)


def parse_runs(text: str) -> Runs:
    """A value of a reference as runs, with the markup that CSL-JSON allows."""
    text = re.sub(r"(?<=\w)'|'(?=\d\ds?\b)", "’", text)
    runs: list[TextRun] = []
    open_: list[tuple[str, str]] = []
    at = 0
    for tag in _TAG.finditer(text):
        if not _is_markup(tag, text, open_):
            continue
        runs.append(_run(text[at : tag.start()], open_))
        at = tag.end()
        if tag["end"]:
            open_.pop()
        else:
            open_.append((tag["name"], _mark(tag)))
    runs.append(_run(text[at:], open_))
    return tuple(run for run in runs if run.text)


def _is_markup(tag: re.Match[str], text: str, open_: list[tuple[str, str]]) -> bool:
    """Whether a tag is markup: it is closed later, or closes an open one; otherwise it is text."""
    if tag["end"]:
        return bool(open_) and open_[-1][0] == tag["name"]
    has_meaning = tag["name"] != "span" or tag["attributes"]
    return bool(has_meaning) and f"</{tag['name']}>" in text[tag.end() :]


def _mark(tag: re.Match[str]) -> str:
    if tag["name"] == "span":
        return NOCASE if "nocase" in (tag["attributes"] or "") else SMALL
    return _MARK_OF[tag["name"]]


def _run(text: str, open_: list[tuple[str, str]]) -> TextRun:
    return TextRun(text, frozenset(mark for _, mark in open_))


def add_mark(runs: Runs, mark: str) -> Runs:
    """The runs with one more mark; one that toggles is removed where it is set."""
    if mark in _TOGGLES:
        return tuple(replace(run, marks=run.marks ^ {mark}) for run in runs)
    return tuple(replace(run, marks=run.marks | {mark}) for run in runs)


def with_key(runs: Runs, key: str) -> Runs:
    """The runs marked as the citation of an entry."""
    return tuple(replace(run, key=run.key or key) for run in runs)


def with_link(runs: Runs, address: str) -> Runs:
    """The runs as a link to an address."""
    return tuple(replace(run, link=address) for run in runs)


def add_affixes(runs: Runs, prefix: str, suffix: str) -> Runs:
    """The runs between a prefix and a suffix; without runs, nothing."""
    if not runs:
        return ()
    before = (TextRun(prefix),) if prefix else ()
    after = (TextRun(suffix),) if suffix else ()
    return (*before, *runs, *after)


def join_runs(pieces: Iterable[Runs], delimiter: str) -> Runs:
    """The non-empty pieces, with a delimiter between them."""
    result: list[TextRun] = []
    for piece in pieces:
        if piece and result and delimiter:
            result.append(TextRun(delimiter))
        result.extend(piece)
    return tuple(result)


def add_quotes(runs: Runs, outer: tuple[str, str], inner: tuple[str, str]) -> Runs:
    """The runs in quotation marks; nested quotation marks become inner ones."""
    inside = []
    for run in runs:
        text = run.text
        for outer_mark, inner_mark in zip(outer, inner, strict=True):
            text = text.replace(outer_mark, inner_mark)
        inside.append(replace(run, text=text, marks=run.marks - {OPENING, CLOSING}))
    opening = TextRun(outer[0], frozenset({OPENING}))
    return (opening, *inside, TextRun(outer[1], frozenset({CLOSING})))


# Superscript letters of Unicode, which few text faces have, and their plain letters.
_PLAIN_LETTERS = str.maketrans("ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "abcdefghijklmnoprstuvwxyz")
_SUPERSCRIPT_LETTERS = re.compile("([ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ]+)")


def superscript_letters(runs: Runs) -> Runs:
    """The runs with superscript letters ("nᵒ") as plain letters that are set as superscript."""
    result: list[TextRun] = []
    for run in runs:
        for index, part in enumerate(_SUPERSCRIPT_LETTERS.split(run.text)):
            if part and index % 2:
                marks = run.marks | {SUP}
                result.append(replace(run, text=part.translate(_PLAIN_LETTERS), marks=marks))
            elif part:
                result.append(replace(run, text=part))
    return tuple(result)
