"""Measures the toolchain beside its peers, on books that are made from a seed.

book.py        makes a book of N pages: as a book folder, for pandoc, for Typst
plain.py       the same book for plain WeasyPrint, which is the reference
checks.py      what is right in a built book, by count
run.py         `make bench`: all cases side by side, told as ratios, into RESULTS.md
"""
