"""The macros and environments that a formula may use.

latex2mathml passes unknown macros on as text, and knows more than every output can show (links,
colours, definitions, struck-out terms). A macro that is not listed here is an error.
"""

from __future__ import annotations

import re

from latex2mathml.symbols_parser import SYMBOLS

_STRUCTURE = r"""
    \frac \dfrac \tfrac \cfrac \binom \dbinom \tbinom \sqrt \over \choose \atop
    \overset \underset \stackrel \substack \limits \nolimits \left \middle \right
    \big \Big \bigg \Bigg \bigl \Bigl \biggl \Biggl \bigr \Bigr \biggr \Biggr \bigm \Bigm
    \displaystyle \textstyle \scriptstyle \begin \end
    \quad \qquad \enspace \thinspace \space \phantom \not \bmod \pmod \prime
"""
_ACCENTS = r"""
    \acute \bar \breve \check \dot \ddot \dddot \grave \hat \widehat \tilde \widetilde \vec
    \mathring \overline \underline \overbrace \underbrace \overrightarrow \overleftarrow
"""
_ALPHABETS = r"""
    \mathbb \mathbf \mathcal \mathfrak \mathit \mathrm \mathscr \mathsf \mathtt \boldsymbol \bm
"""
_NAMES = r"""
    \arccos \arcsin \arctan \cos \cosh \cot \coth \csc \deg \dim \exp \hom \ker \ln \lg \log \sec
    \sin \sinh \tan \tanh \lim \sup \inf \max \min \liminf \limsup \argmax \argmin \det \gcd \Pr
"""
# Their argument is text and not a formula.
TEXT = frozenset(r"\text \textrm \mbox".split())

NAMED_FUNCTIONS = frozenset(name[1:] for name in _NAMES.split())
ENVIRONMENTS = frozenset(
    "matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix cases array "
    "aligned align align* split gathered".split()
)
_SYMBOLS = frozenset(name for name in SYMBOLS if re.fullmatch(r"\\[A-Za-z]+", name))
# Spaces, and characters that would otherwise have a meaning.
_ESCAPES = frozenset(r"\\ \{ \} \| \, \: \; \! \> \% \# \& \_ \$".split()) | {"\\ "}

# Those that an author is most likely to mean.
COMMON = frozenset((_STRUCTURE + _ACCENTS + _ALPHABETS + _NAMES).split()) | TEXT
MACROS = COMMON | _SYMBOLS | _ESCAPES
