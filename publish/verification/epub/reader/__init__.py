"""Reads a finished EPUB; knows the format, not the book.

`container` opens the archive, `document` parses its files, `printed_pages` reads the print edition.
"""
