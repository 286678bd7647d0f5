"""What the reading of a text depends on: the book, the edition, and files of the manuscript.

reading_context.py   the book and the edition that a text is read for
source_file.py       one file of the manuscript
fragments.py         its formulas and listings, cached apart
"""
