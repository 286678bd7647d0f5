"""Marks that have a meaning in other dialects and are text here, so that they would be printed.

marks.py    the table of them: what they look like, and how to say the same here
lookup.py   where a text has them, once for each kind with a count
"""
