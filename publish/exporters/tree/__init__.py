"""A settled book as trees of pandoc, from which its writers make other formats.

sections.py     the entry: a document for each file, with its headings
blocks.py       paragraphs and blocks; inlines.py: what is in them
lists.py, tables.py, figures.py, captions.py, code.py, verse.py
index_terms.py  the terms of the index, by the places that they refer to
context.py      what these look up
nodes.py        nodes of the tree
"""

from publish.exporters.tree.sections import Document, book_documents

__all__ = ["Document", "book_documents"]
