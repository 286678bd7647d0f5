"""Importers: each reads a foreign format and writes the folder of a book.

table.py      the importers, and which one reads a file
bookfolder/   the shared writer of book folders; it imports no importer
plaintext/    the importer of flattened text
"""
