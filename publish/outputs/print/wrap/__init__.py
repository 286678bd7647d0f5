"""The cover of a printed book as one sheet: back, spine and front, and flaps if it has any.

sheet.py     the sheet as a file
geometry.py  what is where on it
copy.py      the words on back and flaps
fitting.py   the size of these words
spine.py     the words on the spine
artwork.py   pictures of the author's
barcode.py   the barcode of the book trade
before_drawing.py  what it cannot show
"""
