"""Refuses a formula that cannot be converted faithfully, and says what is wrong with it."""

from __future__ import annotations

import re

from publish.diagnostics import did_you_mean
from publish.sources.latex.errors import FormulaError, TooLarge, UnknownMacro
from publish.sources.latex.vocabulary import COMMON, ENVIRONMENTS, MACROS, TEXT

LONGEST = 4_000  # signs of one formula; the widest page holds a few hundred
DEEPEST = 24  # braces, fences and environments inside each other

_TOKEN = re.compile(
    r"(?P<environment>\\(?P<edge>begin|end)\s*\{(?P<name>[^{}]*)\})"
    r"|(?P<operator>\\operatorname\*?\s*\{[A-Za-z ]+\})"
    r"|(?P<words>\\(?:text|textrm|mbox)\s*\{(?P<content>[^{}]*)\})"
    r"|(?P<stack>\\substack\s*\{)"
    r"|(?P<macro>\\(?:[A-Za-z]+|.|$))"
    r"|(?P<sign>[{}&#$%])",
    re.S,
)

_STACK = "\\substack{"


def check(latex: str) -> None:
    """Raise `FormulaError` when a formula breaks a rule."""
    if len(latex) > LONGEST:
        raise TooLarge(f"a formula of {len(latex):,} signs, more than {LONGEST:,}")
    if not latex.strip():
        raise FormulaError("a formula without content")
    scan = _Scan()
    for token in _TOKEN.finditer(latex):
        scan.take(token)
    scan.close()


class _Scan:
    """What is open at one place of a formula: braces, fences and environments, outermost first."""

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
        elif token["sign"]:
            self._sign(token["sign"])
        if len(self._open) > DEEPEST:
            raise TooLarge(f"a formula nested more than {DEEPEST} deep")

    def close(self) -> None:
        if self._open:
            raise FormulaError(f"`{self._open[-1]}` is not closed")

    def _environment(self, edge: str, name: str) -> None:
        if name not in ENVIRONMENTS:
            hint = (
                did_you_mean(name, ENVIRONMENTS) or f"there are: {', '.join(sorted(ENVIRONMENTS))}"
            )
            raise UnknownMacro(f"no environment is called `{name}`", hint)
        opening = f"\\begin{{{name}}}"
        if edge == "begin":
            self._open.append(opening)
        else:
            self._shut(opening, f"\\end{{{name}}}")

    def _macro(self, macro: str) -> None:
        if macro not in MACROS or macro in TEXT:
            self._refuse(macro)
        if macro == "\\left":
            self._open.append(macro)
        elif macro == "\\right":
            self._shut("\\left", macro)
        elif macro == "\\middle" and self._open[-1:] != ["\\left"]:
            raise FormulaError("`\\middle` stands between no `\\left` and `\\right`")
        elif macro == "\\\\":
            self._require_environment(macro)

    def _refuse(self, macro: str) -> None:
        if macro in TEXT or macro == "\\operatorname":
            raise FormulaError(f"`{macro}` wants plain words in braces")
        if macro in ("\\tag", "\\label"):
            raise UnknownMacro(f"no macro `{macro}`", "give the block a name: `$$ … $$ {#eq-name}`")
        if macro == "\\":
            raise FormulaError("a formula ends in a backslash")
        raise UnknownMacro(f"no macro `{macro}`", _nearest(macro))

    def _sign(self, sign: str) -> None:
        if sign == "{":
            self._open.append(sign)
        elif sign == "}":
            self._shut(_STACK if self._open[-1:] == [_STACK] else "{", sign)
        elif sign == "&":
            self._require_environment(sign)
        else:
            raise FormulaError(f"a bare `{sign}` in a formula", f"write `\\{sign}`")

    def _shut(self, opening: str, closing: str) -> None:
        if not self._open:
            raise FormulaError(f"`{closing}` closes nothing")
        if (last := self._open.pop()) != opening:
            raise FormulaError(f"`{closing}` stands where `{last}` is still open")

    def _require_environment(self, sign: str) -> None:
        lines = _STACK if sign == "\\\\" else "\\begin"
        if not any(opening.startswith(("\\begin", lines)) for opening in self._open):
            hint = "put the lines between `\\begin{aligned}` and `\\end{aligned}`"
            raise FormulaError(f"`{sign}` outside an environment", hint)


def _nearest(macro: str) -> str | None:
    return did_you_mean(macro, COMMON) or did_you_mean(macro, MACROS)


def _check_words(words: str) -> None:
    if found := re.search(r"[\\$#%&]", words):
        raise FormulaError(f"a `{found[0]}` in the words of a formula", "close the words before it")
