"""Formulas in LaTeX notation, converted to MathML that every output shares.

conversion.py   LaTeX → MathML by math-core, within limits
environments.py environments and line breaks in the forms that the library knows
macros.py       macros that we define, those of other packages among them, and the author's own
chemistry.py    `\\ce`, chemical formulas
decimals.py     numbers with a decimal comma
numbers.py      `\\num`, numbers
units.py        `\\unit`, `\\qty`, quantities with units
arguments.py    the macros of a formula and their arguments, for those four
mathml.py       changes that make the MathML valid in an EPUB
messages.py     what is wrong with a formula, in our words
errors.py       the errors
"""
