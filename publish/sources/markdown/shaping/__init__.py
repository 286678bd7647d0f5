"""From parsed Markdown to the XHTML of a book.

document.py       the steps in their order
to_xhtml.py       text to a tree, for one edition, with formulas and listings
heads.py          the title and language before a text, as other programs have them
includes.py       files that a text includes
parsed_text.py    the result, and how it is serialised
addresses.py      identifiers and links
editions.py       content for some editions only
formulas.py       LaTeX to MathML
listings.py       code
words.py          keys, readings
picture_widths.py widths of pictures
languages.py      the language and direction of each passage
typography/       its punctuation and spaces
notes.py          notes by label
constructs/       fenced blocks by name
captions.py       words of captions
blocks.py         figures, captions of tables, tasks
lone_anchors.py   anchors that stand alone in a paragraph
table_headers.py  header cells and spans
"""
