"""The themes that a book's manifest names.

appearance.py   the theme of each edition, with values for its variables
local_theme.py  a theme in the folder of the book
"""
