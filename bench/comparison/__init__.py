"""Holds what the toolchain and its peers make of one text side by side: `make compare`.

text.py        the text, and what a product has to hold of it
peers/         one file for each peer: its input, its settings, its call
elements.py    which things of the text stand in a product as one whole element
order.py       which words of the text are read in its order
pdf.py         reads a PDF: elements, words, labels, outline, claims
epub.py        reads an EPUB: elements, words, navigation, pages, accessibility metadata
judging.py     what was found in one product, from all of these and the three validators
run.py         makes all products twice, and once without an alternative text
report.py      tells the outcome in tables: bench/PEERS.md
handbook.py    and in a few words, for the handbook
"""
