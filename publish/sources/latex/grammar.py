"""Refuses a formula that cannot be converted faithfully, with what is wrong with it."""

from __future__ import annotations

import re

from publish.guesses import did_you_mean
from publish.sources.latex.errors import FormulaError, TooLarge, UnknownMacro
from publish.sources.latex.vocabulary import COMMON, ENVIRONMENTS, MACROS, TEXT

LONGEST = 4_000  # characters of a formula; the widest page has room for a few hundred
DEEPEST = 24  # braces, fences and environments inside each other

_TOKEN = re.compile(
    r"(?P<environment>\\(?P<edge>begin|end)\s*\{(?P<name>[^{}]*)\})"
    r"|(?P<operator>\\operatorname\*?\s*\{[A-Za-z ]+\})"
    r"|(?P<words>\\(?:text|textrm|mbox)\s*\{(?P<content>[^{}]*)\})"
    r"|(?P<stack>\\substack\s*\{)"
    r"|(?P<macro>\\(?:[A-Za-z]+|.|$))"
    r"|(?P<special>[{}&#$%])",
    re.S,
)

_STACK = "\\substack{"


def check_formula(latex: str) -> None:
    """Raise `FormulaError` when a formula breaks a rule."""
    if len(latex) > LONGEST:
        raise TooLarge(f"{len(latex):,} characters, more than {LONGEST:,}")
    if not latex.strip():
        raise FormulaError("it is empty")
    scan = _Scan()
    for token in _TOKEN.finditer(latex):
        scan.take(token)
    scan.close()


class _Scan:
    """The braces, fences and environments that are open at one place, outermost first."""

    def __init__(self) -> None:
        self._open: list[str] = []

    def take(self, token: re.Match[str]) -> None:
        if token["environment"]:
            self._environment(token["edge"], token["name"])
        elif token["words"]:
            _check_words(token["content"])
        elif token["stack"]:
            self._open.append(_STACK)
        elif token["macro"]:
            self._macro(token["macro"])
        elif token["special"]:
            self._special(token["special"])
        if len(self._open) > DEEPEST:
            raise TooLarge(f"nested more than {DEEPEST} deep")

    def close(self) -> None:
        if self._open:
            raise FormulaError(f"`{self._open[-1]}` is not closed")

    def _environment(self, edge: str, name: str) -> None:
        if name not in ENVIRONMENTS:
            hint = (
                did_you_mean(name, ENVIRONMENTS) or f"available: {', '.join(sorted(ENVIRONMENTS))}"
            )
            raise UnknownMacro(f"unknown environment `{name}`", hint)
        opening = f"\\begin{{{name}}}"
        if edge == "begin":
            self._open.append(opening)
        else:
            self._close(opening, f"\\end{{{name}}}")

    def _macro(self, macro: str) -> None:
        if macro not in MACROS or macro in TEXT:
            self._refuse(macro)
        if macro == "\\left":
            self._open.append(macro)
        elif macro == "\\right":
            self._close("\\left", macro)
        elif macro == "\\middle" and self._open[-1:] != ["\\left"]:
            raise FormulaError("`\\middle` is not between `\\left` and `\\right`")
        elif macro == "\\\\":
            self._require_environment(macro)

    def _refuse(self, macro: str) -> None:
        if macro in TEXT or macro == "\\operatorname":
            raise FormulaError(f"`{macro}` needs plain words in braces")
        if macro in ("\\tag", "\\label"):
            raise UnknownMacro(
                f"unknown macro `{macro}`", "give the block a name: `$$ … $$ {#eq-name}`"
            )
        if macro == "\\":
            raise FormulaError("it ends in a backslash")
        raise UnknownMacro(f"unknown macro `{macro}`", did_you_mean(macro, COMMON))

    def _special(self, character: str) -> None:
        if character == "{":
            self._open.append(character)
        elif character == "}":
            self._close(_STACK if self._open[-1:] == [_STACK] else "{", character)
        elif character == "&":
            self._require_environment(character)
        else:
            raise FormulaError(f"an unescaped `{character}`", f"write `\\{character}`")

    def _close(self, opening: str, closing: str) -> None:
        if not self._open:
            raise FormulaError(f"`{closing}` closes nothing")
        if (last := self._open.pop()) != opening:
            raise FormulaError(f"`{closing}` while `{last}` is still open")

    def _require_environment(self, separator: str) -> None:
        lines = _STACK if separator == "\\\\" else "\\begin"
        if not any(opening.startswith(("\\begin", lines)) for opening in self._open):
            hint = "put the lines between `\\begin{aligned}` and `\\end{aligned}`"
            raise FormulaError(f"`{separator}` outside an environment", hint)


def _check_words(words: str) -> None:
    if special := re.search(r"[\\$#%&]", words):
        raise FormulaError(f"a `{special[0]}` in its text", "close the braces before it")
