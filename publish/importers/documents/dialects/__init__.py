"""Passes over the text of a dialect of Markdown, before pandoc parses it.

Each knows where code is, and turns what only its program reads into Markdown that pandoc reads.
lines.py   the lines of a text, and which of them are code
html_blocks.py  tables and figures in HTML
cells.py   cells of code that Quarto and R Markdown run
quarto.py  shortcodes, labels, references
mkdocs.py  admonitions, tabs, snippets; indented.py: blocks whose content is indented
myst.py    roles, labels, comments; directives.py: blocks with a name, argument and options
mdbook.py  includes, listings, hidden lines
"""
