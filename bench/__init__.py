"""Measures the toolchain and other tools on books that are generated from a seed.

book.py        generates a book of N pages: as a book folder, for pandoc, for Typst
plain.py       the same book for plain WeasyPrint, which is the reference
checks.py      checks of a built book, by count
run.py         `make bench`: measures all cases and writes RESULTS.md
"""
