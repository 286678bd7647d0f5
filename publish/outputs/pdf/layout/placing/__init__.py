"""Whether everything on the pages is where it may be; what is not is a `Stray`.

strays.py     all pages of a document, each thing once
walk.py       the lines and pictures of a page, and the area that each may fill
areas.py      such an area, and the edges of boxes
overprint.py  lines and pictures that are printed over each other
names.py      a line or picture as messages name it
"""
