"""Makes what is too wide or too tall for its page fit: measured in a layout, changed in the tree.

rounds.py      lays out, fits and lays out again until nothing changes
measured.py    the boxes of a layout, by their elements
tables.py      smaller type, then breaks in words, then a quarter turn
turned.py      a table on pages of its own, turned to the left
pictures.py    pictures as tall as the page less their caption
formulas.py    formulas in several lines, or smaller
fits.py        what was done to each, for those who read the pages
"""
