"""From what is shown to the line of the manuscript, and back.

source_map.py   from the words of a book to the lines of its manuscript, and back
prints.py       from places on printed pages to words of the book, and back
screens.py      the same for places in an e-book or a web edition
book_text.py    the words of a book, which a build leaves beside its products
manifest_text.py  the words of the manifest that pages show
blocks.py       the words of a section, by the blocks of the manuscript that they are from
printed.py      the words of a printed page, with their boxes
source_file.py  the words of a file of the manuscript, with their lines
alignment.py    which words of one text are which of another
words.py        the words of a text
"""
