"""Features of a style that the processor does not support, each with its consequence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publish.csl.conditions import CONDITIONS
from publish.csl.library import has_locales
from publish.csl.locale import Locale
from publish.csl.style import Style, StyleNode, walk

_RENDERING = frozenset(
    "choose date date-part else else-if et-al group if key label layout name"
    " name-part names number sort substitute text".split()
)
_CONDITION_OPTIONS = frozenset({"match"})
_RULE = "complete-all"


@dataclass(frozen=True, slots=True)
class UnsupportedFeature:
    """A feature by its name in the style, the line of its first use, and the consequence."""

    name: str
    line: int
    consequence: str


def unsupported_features(style: Style) -> list[UnsupportedFeature]:
    """The features of a style that are not supported, each once, in the order of their lines."""
    features: dict[str, UnsupportedFeature] = {}
    for feature in sorted(_uses(style), key=lambda each: each.line):
        features.setdefault(feature.name, feature)
    return list(features.values())


def _uses(style: Style) -> Iterator[UnsupportedFeature]:
    for node in style.root.children:
        if node.tag == "intext":
            consequence = "citations in running text have the form of the other citations"
            yield UnsupportedFeature("<intext>", node.line, consequence)
    bibliography = style.bibliography
    parts = [*style.macros.values(), style.citation]
    if bibliography is not None:
        parts.append(bibliography)
        rule = bibliography.get("subsequent-author-substitute-rule", _RULE)
        if rule != _RULE and bibliography.get("subsequent-author-substitute"):
            name = f'subsequent-author-substitute-rule="{rule}"'
            consequence = "names are replaced only where all are those of the previous entry"
            yield UnsupportedFeature(name, bibliography.line, consequence)
    for part in parts:
        for child in part.children:
            for node in walk(child):
                yield from _uses_of(node)


def _uses_of(node: StyleNode) -> Iterator[UnsupportedFeature]:
    if node.tag not in _RENDERING:
        yield UnsupportedFeature(f"<{node.tag}>", node.line, "it prints nothing")
    if node.get("display"):
        name = f'display="{node.get("display")}"'
        yield UnsupportedFeature(name, node.line, "the entry is set as one paragraph")
    if node.tag in ("if", "else-if"):
        for name in sorted(node.attributes.keys() - CONDITIONS - _CONDITION_OPTIONS):
            yield UnsupportedFeature(f"the condition `{name}`", node.line, "it is ignored")


def missing_terms(style: Style, language: str) -> list[str]:
    """The terms of a style that the program lacks where the CSL locales are not installed."""
    if has_locales():
        return []
    locale = Locale(style, language)
    return sorted(name for name in set(_terms(style)) if locale.term(name) is None)


def _terms(style: Style) -> Iterator[str]:
    for node in walk(style.root):
        if node.tag == "text" and node.get("term"):
            yield node.get("term")
