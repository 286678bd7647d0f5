"""The labels by which a text refers to what is numbered: "Figure 2.1", "Abschnitt 4.2", "图 3-1".

The words are those of headings and captions in the language of the text and in English, and the
forms that running text has beside them (`words.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from publish.model.language import LocalizedWords, localized_words

CAPTION_KINDS = ("figure", "table", "listing", "equation")
_OTHER_KINDS = ("chapter", "section", "appendix", "part", "page")
_DASHES = str.maketrans("\u2010\u2011\u2013", "---")
_LETTERED = ("chapter", "appendix", "part")
_COUNTED = r"\d{1,3}(?:[.\u2010\u2011\u2013-]\d{1,3})*|[A-Z](?:[.\u2010\u2011\u2013-]\d{1,3})+"
_NUMBER = rf"{_COUNTED}|[IVXLC]{{1,6}}|[A-Z]"
_SPACE = "[ \u00a0\u202f\n]"
_END = r"(?=[a-z]?(?![A-Za-zÀ-ɏ\d]))(?![.-]\d)"  # a letter may follow, of a part of a figure
# Between two numbers after one word: "Figures 2-1 and 2-3", "Kapitel 3 bis 5".
_JOINED = re.compile(
    rf"{_SPACE}*(?:,|;|/|&|–|、|，|和|与|及)?{_SPACE}*"
    rf"(?:(?:and|or|to|through|und|oder|bis|et|ou|à|y|e|o|a|en|tot|i|do|и|по){_SPACE}+)?"
    rf"(?P<number>{_NUMBER}){_END}"
)
_HAN_SPACE = re.compile(r"[ \u00a0\u3000]+")
_AFTER_CAPTION = re.compile(rf"{_SPACE}*(?:[:.–—：．]|-{_SPACE}|\t|\Z){_SPACE}*")
_BEFORE_TITLE = re.compile(rf"{_SPACE}+(?=\S)")


class Label(NamedTuple):
    """A number with its word in a text: its kind, the number with plain hyphens, and where the
    label and the number in it begin and end."""

    kind: str
    number: str
    start: int
    end: int
    number_start: int
    number_end: int


def find_labels(text: str, language: str) -> Iterator[Label]:
    """All labels in a text; numbers that are joined to the first by a word or comma follow it."""
    at = 0
    pattern = _pattern(language)
    while match := pattern.search(text, at):
        label = _label(match)
        yield label
        at = max(match.end(), match.start() + 1)
        while _has_series(label) and (more := _JOINED.match(text, at)):
            if _shape(more["number"]) != _shape(label.number):
                break
            start, end = more.span("number")
            yield Label(label.kind, more["number"].translate(_DASHES), start, end, start, end)
            at = end


def caption_label(
    text: str, language: str, *, is_caption: bool = False
) -> tuple[Label, int] | None:
    """The label at the head of a caption, and where its words begin; None for other texts.

    In what is a caption by its markup, a title may follow without a mark: "Figure 3 A wall".
    """
    match = _pattern(language).match(text)
    if match is None:
        return None
    label = _label(match)
    if label.kind not in CAPTION_KINDS:
        return None
    after = _AFTER_CAPTION.match(text, label.end)
    if after is None and _is_han(text[label.start]):
        after = _HAN_SPACE.match(text, label.end)
    if after is None and is_caption:
        after = _BEFORE_TITLE.match(text, label.end)
        after = None if after is None or text[after.end()].islower() else after
    return None if after is None else (label, after.end())


def label_of(kind: str, number: str, language: str) -> str:
    """The label as the book prints it in a reference."""
    return _usual(kind, localized_words(language)).replace("{}", number)


def _label(match: re.Match[str]) -> Label:
    group = next(name for name, value in match.groupdict().items() if value is not None)
    number = match[group]
    kind = group.partition("_")[0]
    return Label(kind, number.translate(_DASHES), *match.span(), *match.span(group))


def _has_series(label: Label) -> bool:
    """Whether other numbers after this one can only be of its kind: it has more than one part."""
    return "-" in label.number or "." in label.number


def _shape(number: str) -> str:
    return re.sub(r"\d+", "0", number.translate(_DASHES))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """A pattern with a group for each form of each kind, longer words first."""
    forms = sorted(_forms(language), key=lambda form: -len(form[1]))
    parts = [_form(f"{kind}_{i}", form) for i, (kind, form) in enumerate(forms)]
    return re.compile(f"(?:{'|'.join(parts)}){_END}")


def _form(group: str, form: str) -> str:
    before, number, after = form.partition("{}")
    is_word = not number and before[-1:].isalpha() and not _is_han(before[-1:])
    gap = f"{_SPACE}+" if is_word else f"{_SPACE}*"
    boundary = "" if _is_han(before[:1]) else r"(?<!\w)"
    word = rf"(?i:{re.escape(before.strip())})"
    closing = rf"{_SPACE}*{re.escape(after.strip())}" if after.strip() else ""
    lettered = group.startswith(_LETTERED)
    number_form = _NUMBER if lettered else _COUNTED
    return f"{boundary}{word}{gap}(?P<{group}>{number_form}){closing}"


def _is_han(character: str) -> bool:
    """Whether a character is of a script without spaces between words."""
    return character > "\u2e80"


def _forms(language: str) -> Iterator[tuple[str, str]]:
    for tag in dict.fromkeys((language, "en")):
        words = localized_words(tag)
        more = _more_words().get(tag.partition("-")[0].lower(), {})
        for kind in (*CAPTION_KINDS, *_OTHER_KINDS):
            usual = _usual(kind, words)
            forms = [usual.removesuffix(" {}"), *more.get(kind, ())]
            yield from ((kind, form) for form in dict.fromkeys(forms) if form != "{}")


def _usual(kind: str, words: LocalizedWords) -> str:
    if kind in CAPTION_KINDS:
        return words.captions[kind]
    return str(getattr(words, kind))


@cache
def _more_words() -> Mapping[str, Mapping[str, Sequence[str]]]:
    source = files("publish.importers.documents.references").joinpath("words.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
