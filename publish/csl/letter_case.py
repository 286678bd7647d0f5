"""Changes of letter case, which skip text marked `nocase`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from publish.csl.runs import NOCASE, SUB, SUP, Runs, TextRun

# CSL 1.0.2, “Title Case Conversion”, with the other words that citeproc-js keeps in lower case.
_SMALL = frozenset(
    "a according across afore after against ahead along alongside amid amidst among amongst an"
    " and anenst apropos apud around as aside astride at athwart atop barring before behind below"
    " beneath beside besides between beyond but by circa despite down due during et except for"
    " forenenst from given in inside into lest like modulo near next nor notwithstanding of off on"
    " onto or out over per plus pro qua sans since so than the through throughout thru till to"
    " toward towards under underneath until unto up upon v. versus via vis-à-vis vs. with within"
    " without yet d’ d' de du des la le les van von".split()
)
_WORD = re.compile(r"[^\s\-–—]+")


def apply_case(runs: Runs, case: str, *, english: bool) -> Runs:
    """The runs in a letter case of CSL; title case applies only to `english` titles."""
    if case == "title":
        return _title(runs) if english else runs
    if case in ("capitalize-first", "sentence"):
        return _capitalized_first(_sentence(runs) if case == "sentence" else runs)
    change = _CASES.get(case)
    if change is None:
        return runs
    return tuple(
        run if NOCASE in run.marks else replace(run, text=change(run.text)) for run in runs
    )


def _capitalized(word: str) -> str:
    """A word with an initial capital; one that has capitals already keeps its spelling."""
    if word != word.lower() or word.startswith("<"):
        return word
    return _upper_first(word)


def _upper_first(word: str) -> str:
    letter = re.search(r"[^\W\d_]", word)
    if letter is None or any(character.isdigit() for character in word[: letter.start()]):
        return word
    return word[: letter.start()] + letter[0].upper() + word[letter.end() :]


def _capitalize_all(text: str) -> str:
    return re.sub(r"\S+", lambda word: _capitalized(word[0]), text)


_CASES: dict[str, Callable[[str], str]] = {
    "lowercase": str.lower,
    "uppercase": str.upper,
    "capitalize-all": _capitalize_all,
}


def _sentence(runs: Runs) -> Runs:
    whole = "".join(run.text for run in runs)
    if whole != whole.upper():
        return runs
    return tuple(r if NOCASE in r.marks else replace(r, text=r.text.lower()) for r in runs)


def _capitalized_first(runs: Runs) -> Runs:
    result = list(runs)
    for index, run in enumerate(result):
        if not re.search(r"\w", run.text):
            continue
        if NOCASE not in run.marks:
            first = _WORD.search(run.text)
            if first is not None:
                word = _capitalized(first[0])
                text = run.text[: first.start()] + word + run.text[first.end() :]
                result[index] = replace(run, text=text)
        break
    return tuple(result)


def _title(runs: Runs) -> Runs:
    whole = "".join(run.text for run in runs)
    words = list(_WORD.finditer(whole))
    result: list[TextRun] = []
    start = 0
    for run in runs:
        end = start + len(run.text)
        if NOCASE in run.marks or run.marks & {SUP, SUB}:
            result.append(run)
        else:
            result.append(replace(run, text=_titled(whole, words, start, end)))
        start = end
    return tuple(result)


def _titled(whole: str, words: list[re.Match[str]], start: int, end: int) -> str:
    """A slice of the whole text, its words capitalised as in a title."""
    text = list(whole)
    for index, word in enumerate(words):
        if not start <= word.start() < end:
            continue
        ends = index in (0, len(words) - 1) or _opens(whole[: word.start()])
        sortable_text = re.sub(r"^\W+|[^\w.]+$", "", word[0])
        if sortable_text.lower() in _SMALL and not ends:
            if word[0] == word[0].lower() or index:
                text[word.start() : word.end()] = _small(word[0])
        else:
            text[word.start() : word.end()] = _capitalized(word[0])
    return "".join(text)[start:end]


def _small(word: str) -> str:
    return word.lower() if word[1:] == word[1:].lower() else word


def _opens(before: str) -> bool:
    """Whether a word after that text begins a subtitle."""
    return re.search(r"[:?!—.“]\s*[\"“‘'(]*$", before) is not None and not before.endswith("-")
