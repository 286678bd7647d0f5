"""The linker: pieces of a book that were laid out separately become one PDF.

linker.py      numbers the objects of all pieces and fills in their relocations
objects.py     allocates object numbers, and knows where each piece is placed
fonts.py       one font dictionary for nearly all pages, others for other readings
structure.py   joins the structure trees, and writes the parent tree
pdf20.py       what PDF 2.0 requires beyond 1.7
changed_pages.py  a file of the pages of a change alone
navigation.py  destinations, outline, names, page labels
pdf_file.py    object streams, cross-reference stream, file identifier
syntax.py      PDF syntax
"""
