"""Exporters: each writes a book in the format of other programs.

table.py      the formats, and the function that writes each
content.py    what an exporter gets, and what it hands back
ledger.py     what has no place in a format
report.py     the report of an export
placing.py    checks the target and writes the folder
tree/         the book as trees of pandoc, from which formats that it writes begin
epub_source/  the folder that an EPUB is made from
"""
