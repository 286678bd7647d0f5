"""What is wrong with a formula, in our words, from the errors of the library."""

from __future__ import annotations

import re

from publish.guesses import did_you_mean
from publish.sources.latex.errors import FormulaError, UnknownMacro

# Those that an author is most likely to mean.
COMMON = frozenset(
    f"\\{name}"
    for name in r"""
    frac dfrac tfrac cfrac binom sqrt overset underset stackrel substack limits nolimits left middle
    right displaystyle textstyle begin end quad qquad phantom bmod pmod prime acute bar breve check
    dot ddot grave hat widehat tilde widetilde vec mathring overline underline overbrace underbrace
    overrightarrow mathbb mathbf mathcal mathfrak mathit mathrm mathscr mathsf mathtt boldsymbol
    operatorname arccos arcsin arctan cos cosh cot coth csc deg dim exp hom ker ln lg log sec sin
    sinh tan tanh lim sup inf max min liminf limsup det gcd Pr text alpha beta gamma delta epsilon
    varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi
    varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega partial nabla
    infty sum prod int iint oint cup cap subset subseteq supset in notin forall exists emptyset
    times cdot div pm mp leq geq neq approx equiv sim propto to mapsto rightarrow leftarrow
    Rightarrow Leftrightarrow ldots cdots vdots ddots langle rangle lfloor rfloor lceil rceil
""".split()
)
_ENVIRONMENTS = r"""
    matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix cases rcases array aligned align
    split gathered gather multline equation eqnarray alignat
""".split()
_NUMBERED = "give the block a name: `$$ … $$ {#eq-name}`; its number comes from the book"
_REFERENCE = "refer to an equation in the text: `[](#eq-name)`"
_PLAIN = "leave it out; a theme sets sizes and colours"
_LINK = "put the link into the text beside the formula"
_RULES = "write `{lcr}` without bars, and no `\\hline`"
_SETTINGS = "leave it out; the marks of numbers are those of the language"
_FOR_WHOLE_BOOK = "write the symbol where it is used: `\\unit{kg.m}`"
_HINTS = {
    "href": _LINK,
    "url": _LINK,
    "verb": "write `\\texttt{…}`",
    "rule": "draw it as a picture",
}
NOT_SHOWN = {
    **dict.fromkeys(("color", "textcolor", "colorbox", "definecolor"), _PLAIN),
    **dict.fromkeys(("tiny", "scriptsize", "small", "large", "Large", "LARGE", "huge"), _PLAIN),
    **dict.fromkeys(("hline", "hdashline", "cline"), _RULES),
    **dict.fromkeys(("sisetup", "numsetup"), _SETTINGS),
    **dict.fromkeys(("DeclareSIUnit", "DeclareSIPrefix"), _FOR_WHOLE_BOOK),
    **dict.fromkeys(("chemfig", "schemestart"), "draw it as a picture"),
    **dict.fromkeys(("tag", "label"), _NUMBERED),
    **dict.fromkeys(("ref", "eqref"), _REFERENCE),
}
_COLUMN_HINT = "name the columns by `l`, `c` and `r`: `\\begin{array}{lcr}`"
# The library's message as a pattern, our message with its groups, and a hint.
_MESSAGES: tuple[tuple[str, str, str | None], ...] = (
    (r"Unmatched closing token: \"(.*?)(?:\{\.\.\.\})?\"", "`{}` closes nothing", None),
    (r"Expected closing token \"(.*?)\", but reached end", "`{}` is missing at its end", None),
    (r"Expected closing token \"(.*?)\"", "`{}` is missing", None),
    (r"Expected \"(.*?)\", but found \"(.*?)\"", "`{}` is missing before `{}`", None),
    (r"Found \"&\", which", "`&` outside an environment",
     "put the lines between `\\begin{aligned}` and `\\end{aligned}`"),
    (r"Found \"\\limits|Expected a large operator", "`\\limits` does not follow an operator",
     "write it after one, such as `\\sum` or `\\operatorname*{…}`"),
    (r"Found \"(.*?)\", which may only", "`{}` is not allowed here", None),
    (r"Duplicate subscript|directly followed by", "two subscripts or superscripts on one character",
     "put the first into braces: `{x^2}^3`"),
    (r"Expected argument|Expected parameter number|There must be a parenthesis",
     "a macro or character lacks what should follow it", None),
    (r"Switch-like", "a macro lacks an argument", "put the change of style into braces"),
    (r"Unexpected \"\$\"|Math mode within text", "an unescaped `$`", "write `\\$`"),
    (r"Expected column specification", "an `array` without columns", _COLUMN_HINT),
    (r"Too many expansions", "a macro that expands to itself, or too often", None),
    (r"Found invalid unit|Math unit|Expected length", "a length that cannot be read",
     "write it as `1em`, `2ex` or `3mu`"),
)  # fmt: skip


def in_our_words(error: Exception) -> FormulaError:
    """The error of a formula, from an error of the library: `place: message`."""
    text = str(error).partition(": ")[2] or str(error)
    if match := re.match(r'Unknown command "\\(.*?)"', text):
        return unknown_macro(match[1])
    if match := re.match(r'Unknown environment "(.*?)"', text):
        name = match[1]
        hint = did_you_mean(name, _ENVIRONMENTS)
        available = f"available: {', '.join(sorted(_ENVIRONMENTS))}"
        return UnknownMacro(f"unknown environment `{name}`", hint or available)
    for pattern, message, hint in _MESSAGES:
        if match := re.match(pattern, text):
            return FormulaError(message.format(*match.groups()), hint)
    return FormulaError(text[:1].lower() + text[1:].rstrip("."))


def unknown_macro(name: str) -> FormulaError:
    """The error of a macro that is not known, by its name without the backslash."""
    if not name.strip():
        return FormulaError("it ends in a backslash", "delete it, or write `\\,` for a space")
    hint = _HINTS.get(name) or _nearest(name)
    define = f"define it in book.toml: `[math.macros]`, then `{name} = '…'`"
    return UnknownMacro(f"unknown macro `\\{name}`", hint or define)


def _nearest(name: str) -> str | None:
    """A guess at the macro that was meant, with its backslash."""
    return did_you_mean(f"\\{name}", COMMON)


def not_shown(name: str) -> FormulaError:
    """The error of a macro that not every product can show."""
    return UnknownMacro(f"`\\{name}` is not supported in a formula", NOT_SHOWN[name])
