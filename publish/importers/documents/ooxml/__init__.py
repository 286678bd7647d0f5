"""Word files before they are parsed: what the parser would lose is written so that it is kept.

parts       the parts of the file that are rewritten; names: their elements
fields      simple fields as complex ones, references without links as links
generated   contents lists and indexes, which the book makes itself, as a style
boxes       the paragraphs of text boxes, after the paragraph that they are in
tables      the grid of tables
headings    outline levels and larger type, as styles
citations   citations of Word's own list of sources, in the form of Zotero
"""
