"""The structure tree of a piece, from the elements of its document.

plan.py            the tree, planned before the pages are painted, of the parts in nodes.py
table_headers.py   the header cells that each cell of a table names
link_areas.py      the areas that one link annotation covers
artifacts.py       content that is not part of the text
line_ends.py       the order of boxes in the source, and the spaces and hyphens at line ends
marked_content.py  the stream that marks what is painted, as planned
glyph_texts.py     what words read as whose glyphs say something else, by line_tokens.py and
                   nominal_glyphs.py
invisible_text.py  text over formulas, so that they are found and copied
initials.py        dropped letters as outlines, whose text is in the line beside them
elements.py        the tree as objects of the file
"""
