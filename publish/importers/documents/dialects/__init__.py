"""Passes over the text of a dialect of Markdown, before pandoc parses it.

Each knows where code is, and turns what only its program reads into Markdown that pandoc reads.
lines.py   the lines of a text, and which of them are code
mdbook.py  includes, listings, hidden lines
"""
