"""Passes over the text of a dialect of Markdown, before pandoc parses it.

Each knows where code is, and turns what only its program reads into Markdown that pandoc reads.
docbook.py  what pandoc drops of DocBook; docbook_lists.py: its lists; elements.py: changes of XML
latex.py     included files and settings of LaTeX; latex_tree.py: its theorems and references
rst.py       directives that read files; rst_tree.py, org_tree.py, typst_tree.py: passes over trees
fiction.py   tables and subtitles of FictionBook
lines.py   the lines of a text, and which of them are code
html_blocks.py  tables and figures in HTML
cells.py   cells of code that Quarto and R Markdown run
quarto.py  shortcodes, labels, references
mkdocs.py  admonitions, tabs, snippets; indented.py: blocks whose content is indented
myst.py    roles, labels, comments; directives.py: blocks with a name, argument and options
mdbook.py  includes, listings, hidden lines
"""
