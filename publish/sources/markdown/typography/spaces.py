"""The spaces around signs, numbers, units, initials and abbreviations, by language."""

from __future__ import annotations

from functools import cache

from publish.model.conventions import conventions
from publish.sources.markdown.typography.rules import Rule, rules
from publish.sources.markdown.typography.runs import Run


def typeset_run(run: Run) -> None:
    """Change the spaces of each piece by the rules of its language; rules see the whole run."""
    languages = dict.fromkeys(piece.language for piece in run if piece.language is not None)
    text = "".join([piece.text for piece in run])
    for rule in _rules_of(tuple(languages)):
        changes = rule.places(text)
        if not changes:
            continue
        end = len(text)
        for piece in reversed(run):
            start = end - len(piece.text)
            if piece.language is not None and rule in rules(conventions(piece.language)):
                inside = [place for place in changes if start <= place[0] < end]
                piece.put(_changed(piece.text, inside, start, rule.space))
            end = start
        text = "".join([piece.text for piece in run])


@cache
def _rules_of(languages: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules of some languages, each once."""
    every = (rule for language in languages for rule in rules(conventions(language)))
    return tuple(dict.fromkeys(every))


def _changed(text: str, places: list[tuple[int, int]], start: int, space: str) -> str:
    for first, last in reversed(places):
        text = text[: first - start] + space + text[last - start :]
    return text


def typeset(text: str, language: str) -> str:
    """A plain text with the spaces of its language."""
    for rule in rules(conventions(language)):
        text = _changed(text, rule.places(text), 0, rule.space)
    return text
