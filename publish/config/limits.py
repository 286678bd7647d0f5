"""Limits on the size of a book, and their reasons; each is checked before layout begins.

Larger input makes the tools below hang, exhaust memory or drop text silently, and no book that
people read comes near it. The handbook lists the limits.
"""

from __future__ import annotations

MANIFEST_BYTES = 1_000_000  # the spine of a thousand chapters is a tenth of that
FILE_BYTES = 64_000_000  # of one file of the book
TEXT_CHARACTERS = 8_000_000  # of one text with its includes; a novel has a million

KEY_PARTS = 32  # of a dotted key in the manifest; parsing takes time quadratic in their number
LARGEST_ORDINAL = 9999  # that the numerals of a heading can write
SECTION_DEPTH = 12  # of nested entries; a legal code has eight
SECTIONS = 10_000  # of a book; the layout of 50,000 headings does not end
EDITION_NAME_CHARACTERS = 64  # the name becomes part of a file name

BLOCK_NESTING = 50  # levels of lists and quotations; the layout fails at about ninety
INLINE_NESTING = 50  # levels of emphasis and links inside one paragraph
PARAGRAPH_CHARACTERS = 200_000  # the layout of ten million does not end
WORD_CHARACTERS = 5_000  # without a break opportunity, in scripts that separate words by spaces
COMBINING_MARKS = 32  # on one letter; Hebrew and Vietnamese need four
TABLE_COLUMNS = 200  # a page of numbers has thirty
TABLE_CELLS = 20_000  # of one table or one data file; printed they fill a volume
INCLUDES = 1_000  # files included in one text, repetitions counted
INCLUDE_DEPTH = 16  # of files that include files
VALUE_CHARACTERS = 100_000  # of one value in the manifest or in a data file

IMAGE_PIXELS = 50_000_000  # A3 has 70 million at 600 dots per inch, and 31 million at 400
SVG_NODES = 100_000  # elements of a drawing, with each copy that `use` makes
SVG_SIZE = 1_000_000.0  # user units of its width and height
GRADIENT_STOPS = 256  # colours of one gradient
GRADIENT_REPEATS = 500  # repetitions of one gradient

STYLE_CHARACTERS = 200_000  # of a style sheet of the book; the whole classic one has a fifth
STYLE_RULES = 2_000  # in it; each is matched with every element of the book
STYLE_NESTING = 16  # of blocks and brackets
LARGEST_STYLE_NUMBER = 5_000  # columns, lines kept together, points of a length
SMALLEST_STYLE_LENGTH = 0.05  # points; filling a page with such dots takes hours
SMALLEST_TYPE, LARGEST_TYPE = 1.0, 1_000.0  # points, after multiplying sizes in em; 0 hides

SMALLEST_COVER = (625, 1000)  # pixels; shops refuse smaller covers
