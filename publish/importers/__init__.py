"""Importers: each reads a foreign format and writes the folder of a book.

table.py      the importers, and which one reads a file or folder
bookfolder/   the shared writer of book folders; it imports no importer
plaintext/    the importer of flattened text
documents/    the importer of Word files, HTML, books of mdBook and others, by pandoc
"""
