"""From the pages of a piece to the relocatable object for the linker.

export.py         the painted pages as objects of a piece
number_fields.py  page numbers, left open
relocations.py    the text of objects, with placeholders for the numbers of the whole book
fonts.py          a font with the glyphs of all pieces
"""
