"""Word files before they are parsed: what the parser would lose is written so that it is kept.

parts       the parts of the file that are rewritten, and the names of their elements
fields      simple fields as complex ones, references without links as links
boxes       the paragraphs of text boxes, after the paragraph that they stand in
headings    outline levels and larger type, as styles
citations   citations of Word's own list of sources, in the form of Zotero
"""
