"""The cover: the author's own, or one that is drawn by the theme.

cover.py      which of them a book has, and its cached drawing
pattern.py    the bars of the drawing, one for each chapter
painting.py   layout and pixels
before_drawing.py  what a drawing cannot show
"""
