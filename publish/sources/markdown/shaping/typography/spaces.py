"""The spaces around signs, numbers, units, initials and abbreviations, by language."""

from __future__ import annotations

from functools import cache

from publish.model.typographic_conventions import typographic_conventions
from publish.sources.markdown.shaping.typography.rules import Rule, Stage, rules, stages
from publish.sources.markdown.shaping.typography.runs import Run


def typeset_run(run: Run) -> None:
    """Change the spaces of each piece by the rules of its language; rules see the whole run."""
    languages = dict.fromkeys(piece.language for piece in run if piece.language is not None)
    text = "".join([piece.text for piece in run])
    for stage in _stages(tuple(languages)):
        if stage.hint.search(text) is None:
            continue
        for rule in stage.rules:
            if changes := rule.places(text):
                _change(run, changes, rule)
                text = "".join([piece.text for piece in run])


def _change(run: Run, places: list[tuple[int, int]], rule: Rule) -> None:
    """Apply a rule to those pieces of a run whose language has it; `places` are the run's."""
    end = sum(len(piece.text) for piece in run)
    for piece in reversed(run):
        start = end - len(piece.text)
        if piece.language is not None and rule in rules(typographic_conventions(piece.language)):
            inside = [place for place in places if start <= place[0] < end]
            piece.put(_changed(piece.text, inside, start, rule.space))
        end = start


@cache
def _stages(languages: tuple[str, ...]) -> tuple[Stage, ...]:
    """The rules of some languages, each once."""
    every = (rule for language in languages for rule in rules(typographic_conventions(language)))
    return tuple(stages(dict.fromkeys(every)))


def _changed(text: str, places: list[tuple[int, int]], start: int, space: str) -> str:
    for first, last in reversed(places):
        text = text[: first - start] + space + text[last - start :]
    return text


def typeset(text: str, language: str) -> str:
    """A plain text with the spaces of its language."""
    for stage in _stages((language,)):
        for rule in stage.rules if stage.hint.search(text) else ():
            text = _changed(text, rule.places(text), 0, rule.space)
    return text
