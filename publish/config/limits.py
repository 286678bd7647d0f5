"""What a book may be at most, and why: each is checked before any layout begins.

What lies beyond makes the tools below hang, take all memory, or drop text without a word, and no
book that people read comes near. The handbook lists them.
"""

from __future__ import annotations

MANIFEST = 1_000_000  # bytes; the spine of a thousand chapters is a tenth of that
FILE = 64_000_000  # bytes of one file of the book
TEXT = 8_000_000  # signs of one text with what it includes; a novel has a million

KEY_PARTS = 32  # of a dotted key in the manifest; the parser's time grows with their square
ORDINAL = 9999  # the largest number that the numerals of a heading can write
SECTION_DEPTH = 12  # of entries in each other; a legal code has eight
SECTIONS = 10_000  # in a book; the layout of 50,000 headings does not end
EDITION_NAME = 64  # signs; it becomes part of a file's name

NESTING = 50  # levels of lists and quotations; the layout gives up at about ninety
INLINE_NESTING = 50  # levels of emphasis and links inside one paragraph
PARAGRAPH = 200_000  # signs; the layout of one of ten million does not end
WORD = 5_000  # signs without a place to break, in scripts that part words by spaces
MARKS = 32  # combining marks on one letter; Hebrew and Vietnamese need four
COLUMNS = 200  # of a table; a page of figures has thirty
CELLS = 20_000  # of one table, or of one file of data; on pages they fill a volume
INCLUDES = 1_000  # files put into one text, one file twice counted twice
INCLUDE_DEPTH = 16  # of files that include files
FIELD = 100_000  # signs of one value in the manifest or in a file of data

PIXELS = 50_000_000  # of an image; A3 at 600 dots per inch has 70 million, at 400 a half
SVG_NODES = 100_000  # elements of a drawing, with each copy that `use` makes
SVG_SIZE = 1_000_000.0  # user units of its width and height
GRADIENT_STOPS = 256  # colours of one gradient
GRADIENT_REPEATS = 500  # times that a gradient may be drawn beside itself

STYLE = 200_000  # signs of a style sheet of the book's own; the whole classic one has a fifth
RULES = 2_000  # in it; each is held against every element of the book
STYLE_DEPTH = 16  # of blocks and brackets in each other
STYLE_NUMBER = 5_000  # columns, lines that stay together, points of a length
STYLE_LENGTH = 0.05  # points that a length has at least; a page is filled with dots of it for hours
TYPE_LEAST, TYPE_MOST = 1.0, 1_000.0  # points, once sizes in em are multiplied; 0 hides

COVER = (625, 1000)  # pixels; below it shops refuse a cover
