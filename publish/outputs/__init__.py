"""Writers: from a settled book to files.

pages/        what every format of several documents shares
epub/         the EPUB
pdf/          the PDF
cover/        the cover, drawn for all of them
pagelist.py   where the pages of a finished PDF begin in the text
"""
