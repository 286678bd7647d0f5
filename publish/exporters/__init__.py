"""Exporters: each writes a book in the format of other programs.

table.py      the formats, and the function that writes each
content.py    what an exporter gets, and what it hands back
ledger.py     what has no place in a format
report.py     the report of an export
placing.py    checks the target and writes the folder
tree/         the book as trees of pandoc, from which all formats but the EPUB begin
rewriting.py  changes of trees; losses.py: what formats without pages leave out of them
pandoc.py     writes trees by pandoc; write.lua is its script
pictures.py   the pictures of a book; charts.py: its charts as pictures
html_marks.py what Markdown and HTML say in the same way
markdown/     Markdown for any other tool
html/         HTML for any browser
epub_source/  the folder that an EPUB is made from
"""
