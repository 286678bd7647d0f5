"""The spaces around punctuation, numbers, units, initials and abbreviations, by language."""

from __future__ import annotations

from functools import cache

from publish.model.typographic_conventions import typographic_conventions
from publish.sources.markdown.shaping.typography.rules import (
    RuleGroup,
    SpacingRule,
    rule_groups,
    rules_of,
)
from publish.sources.markdown.shaping.typography.runs import TextRun


def typeset_run(run: TextRun) -> None:
    """Change the spaces of each piece by the rules of its language; rules match the whole run."""
    languages = dict.fromkeys(piece.language for piece in run if piece.language is not None)
    text = "".join([piece.text for piece in run])
    for group in _groups(tuple(languages)):
        if group.hint.search(text) is None:
            continue
        for rule in group.rules:
            if matches := rule.matches(text):
                _apply(run, matches, rule)
                text = "".join([piece.text for piece in run])


def _apply(run: TextRun, matches: list[tuple[int, int]], rule: SpacingRule) -> None:
    """Apply a rule to the pieces whose language has it; `matches` are positions in the run.

    A space that is added before a piece that may not be changed is the last of the piece before.
    """
    end = sum(len(piece.text) for piece in run)
    in_opaque: list[tuple[int, int]] = []
    for piece in reversed(run):
        start = end - len(piece.text)
        if piece.language is not None and rule in rules_of(typographic_conventions(piece.language)):
            inside = [match for match in matches if start <= match[0] < end]
            piece.put(_replaced(piece.text, [*inside, *in_opaque], start, rule.space))
        is_opaque = piece.language is None
        in_opaque = [match for match in matches if is_opaque and match == (start, start)]
        end = start


@cache
def _groups(languages: tuple[str, ...]) -> tuple[RuleGroup, ...]:
    """The rules of some languages, each once."""
    rules = (rule for language in languages for rule in rules_of(typographic_conventions(language)))
    return tuple(rule_groups(dict.fromkeys(rules)))


def _replaced(text: str, matches: list[tuple[int, int]], start: int, space: str) -> str:
    for first, last in reversed(matches):
        text = text[: first - start] + space + text[last - start :]
    return text


def typeset_text(text: str, language: str) -> str:
    """A plain text with the spaces of its language."""
    for group in _groups((language,)):
        for rule in group.rules if group.hint.search(text) else ():
            text = _replaced(text, rule.matches(text), 0, rule.space)
    return text
