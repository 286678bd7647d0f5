"""The spaces around signs, numbers, units, initials and abbreviations, by language."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.conventions import conventions
from publish.sources.markdown.typography.rules import Rule, rules
from publish.sources.markdown.typography.runs import Run


def typeset_run(run: Run) -> None:
    """Change the spaces of each piece by the rules of its language; rules see the whole run."""
    for rule in _rules_of(run):
        text = "".join(piece.text for piece in run)
        changes = list(rule.places(text))
        if not changes:
            continue
        end = len(text)
        for piece in reversed(run):
            start = end - len(piece.text)
            if piece.language is not None and rule in rules(conventions(piece.language)):
                inside = [place for place in changes if start <= place[0] < end]
                piece.put(_changed(piece.text, inside, start, rule.space))
            end = start


def _rules_of(run: Run) -> Iterator[Rule]:
    languages = dict.fromkeys(piece.language for piece in run if piece.language is not None)
    seen: dict[Rule, None] = {}
    for language in languages:
        seen |= dict.fromkeys(rules(conventions(language)))
    yield from seen


def _changed(text: str, places: list[tuple[int, int]], start: int, space: str) -> str:
    for first, last in reversed(places):
        text = text[: first - start] + space + text[last - start :]
    return text


def typeset(text: str, language: str) -> str:
    """A plain text with the spaces of its language."""
    for rule in rules(conventions(language)):
        text = _changed(text, list(rule.places(text)), 0, rule.space)
    return text
