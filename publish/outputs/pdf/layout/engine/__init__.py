"""The layout engine: how it is called, and the patches that correct its layout.

layout.py        documents laid out with one style sheet, set of fonts and access to files
fetcher.py       the only access to files; images.py converts those that the engine cannot draw
formulas.py      formulas as drawings; formula_words.py the words in them
footnotes.py     notes on the pages of their calls
long_words.py    long words that break without a hyphen; code_breaks.py those of listings,
                 word_breaks.py those that begin their line
trailing_space.py, line_filling.py, page_turns.py   the lines of paragraphs,
                 kerned_spaces.py those from right to left
changed_pages.py the pages of a change, handed out before the others
register.py      lines on the grid of the page; first_lines.py those at its head
page_feet.py     blocks that end at its foot; full_pages.py gaps that take the lines left there
soft_keeps.py    what is kept together breaks rather than leaves a gap
margin_notes.py  notes for the margin beside their paragraph
line_numbers.py  every fifth line numbered in the margin
picture_order.py pictures and markers painted in the order of the text;
                 sizeless_pictures.py those without a size, in lines from right to left
drawing_text.py  the text of drawings; patterns.py their patterns
table_captions.py   captions as wide as the text; table_widths.py columns by content
wide_characters.py   those of Chinese and Japanese; balanced_titles.py those of titles
note_area.py     notes that go on at the foot of the next page
type_sizes.py    type that is too large or too small for a page
failure_site.py  the element at which the engine failed
cffi_table.py    the C declarations of the engine, from the cache
dictionaries.py  hyphenation dictionaries, from the cache
warm_up.py       the work of a first layout, before children are forked
"""
