"""Formulas in LaTeX notation, converted to MathML that every output shares.

vocabulary.py   the macros and environments that a formula may use
grammar.py      refuses what is unknown, unbalanced, too long or too deep, before it is converted
conversion.py   LaTeX → MathML by latex2mathml, and the check that every part has its arguments
mathml_core.py  changes for browsers, which follow MathML Core and would draw some parts wrongly
alphabets.py    bold, script and other alphabets as the Unicode characters for them
errors.py       the errors
"""
