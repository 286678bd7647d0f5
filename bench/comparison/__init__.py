"""Compares the products of the toolchain and of other tools from one text: `make compare`.

text.py           the text, and the elements that a product has to contain
peers/            a module for each tool: its input, settings and commands
elements.py       finds the elements of the text in a product
reading_order.py  counts the words of the text that are read in order
pdf.py            reads a PDF: elements, words, labels, outline, claims
epub.py           reads an EPUB: elements, words, navigation, pages, accessibility metadata
assessment.py     the results of one product, without those of validators
run.py            builds all products twice, and once without an alternative text
report.py         writes the results as tables: bench/PEERS.md
handbook.py       writes the tables of the handbook
"""
