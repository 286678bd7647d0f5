"""The linker: pieces of a book that were laid out apart become one PDF.

pagination.py   where each piece begins, known or reckoned
settling.py     lays pieces out until every page number is right
press.py        who does the layout: this process, or a pool of processes
linker.py       numbers the objects of all pieces and fills their holes
structure.py    joins the structure trees, and writes the parent tree
pdf20.py        what PDF 2.0 says otherwise than 1.7
navigation.py   outline, names, page labels
file.py         object streams, cross-reference stream, file identifier
"""
