"""Writes the files for a printer, from the finished pages of a PDF edition.

writer.py    the folder of the product
interior.py  the pages of the book: boxes, marks, blank pages at the end
colours.py   the colours of a whole file
shown.py     what its pages show
binding.py   how far pages are moved away from the spine
content.py   the colours of a content stream
pictures.py  the colours of images
shadings.py  the colours of gradients
spots.py     colours with an ink of their own
inks.py      what a colour becomes for a printer
intent.py    what the file claims: standard, printing condition, metadata
marked.py    draws them on the pages
marks.py     crop and registration marks
"""
