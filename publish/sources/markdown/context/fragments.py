"""The formulas and listings of a text, cached so that a change of other words does not repeat them.

They are stored by the name of the text and the settings that it is read with, so that a changed
text finds its earlier ones. The libraries that convert them are imported for new ones only.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from lxml import etree

from publish.model.xmlsafe import parse_own
from publish.sources.code import CodeToken


class StoredFragments(msgspec.Struct):
    """MathML by `block` or `inline` and LaTeX; lines of code by language and text."""

    formulas: dict[str, bytes] = {}
    listings: dict[str, list[list[CodeToken]]] = {}
    languages: list[str] = []


class Fragments:
    """The formulas and listings of a text: those of an earlier reading, and those requested now."""

    def __init__(self, before: StoredFragments | None = None) -> None:
        self._before = before or StoredFragments()
        self.now = StoredFragments()

    @property
    def changed(self) -> bool:
        """Whether any were requested, and others than in the earlier reading."""
        return self.now not in (StoredFragments(), self._before)

    def formula(
        self, latex: str, *, display: bool, macros: Mapping[str, str], decimal_comma: bool
    ) -> etree._Element:
        """The `math` element of a formula, with macros of the author; raises `FormulaError`."""
        key = f"{'block' if display else 'inline'} {latex}"
        mathml = self._before.formulas.get(key)
        if mathml is None:
            from publish.sources.latex.conversion import convert_formula

            math = convert_formula(
                latex, display=display, macros=macros, decimal_comma=decimal_comma
            )
            mathml = etree.tostring(math, encoding="utf-8")
        self.now.formulas[key] = mathml
        return parse_own(mathml)

    def highlighted_lines(self, text: str, language: str) -> list[list[CodeToken]]:
        """The lines of a program as `publish.sources.code.highlighting.highlight` splits them."""
        key = f"{language}\n{text}"
        lines = self._before.listings.get(key)
        if lines is None:
            from publish.sources.code.highlighting import highlight

            lines = highlight(text, language)
        self.now.listings[key] = lines
        return lines

    def can_highlight(self, language: str) -> bool:
        """Whether there is syntax highlighting for a language."""
        is_known = language in self._before.languages
        if not is_known:
            from publish.sources.code.highlighting import is_language

            is_known = is_language(language)
        if is_known and language not in self.now.languages:
            self.now.languages.append(language)
        return is_known
