"""From a Book to the XHTML documents and pieces that are laid out; no layout engine here.

trees.py             the two documents, from the templates; these prepare them:
  notes.py, endnotes.py, code_turnovers.py, page_references.py, openings.py,
  keeping.py, verse.py, first_pictures.py, mixed_scripts.py
pieces.py            cuts the documents into pieces
piece_source.py      a piece, in little memory
layout_input.py      documents, style sheet and fonts together
font_faces.py        the `@font-face` rules of a theme
gutter.py            room for the binding
"""
