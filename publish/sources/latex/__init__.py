"""Formulas in LaTeX notation, read into MathML that every output shares.

vocabulary.py   the macros and environments that a formula may use
grammar.py      refuses what is unknown, unbalanced, too long or too deep, before it is converted
conversion.py   LaTeX → MathML by latex2mathml, and the check that every part has its arguments
mending.py      what browsers that follow MathML Core would draw otherwise than TeX
alphabets.py    bold, script and other alphabets as the signs that Unicode has for them
faults.py       what can be wrong with one
"""
