"""The rules of the preflight, one function each; `table.py` has their codes.

sheets.py     pages, boxes, marks, bleed, margins
colours.py    colour spaces and ink
images.py     resolution and encoding of images
strokes.py    lines and type that no press holds
contents.py   what only a file for readers has
claims.py     standard, printing condition, metadata, fonts
cover.py      the sheet of the cover, its spine, edges and folds
barcode.py    the barcode of a cover
places.py     where the parts of a cover are
"""
