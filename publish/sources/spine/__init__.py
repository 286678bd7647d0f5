"""From the manifest, and the files that it names, to the sections of a `Book`.

folder.py           reads the folder of a book
walk.py             the entries of the spine in order, with their files
entries.py          the role, language and title of an entry
sections.py         sections from entries and headings
titles.py           titles with markup and in plain text
identifiers.py      identifiers of sections
images.py           the images of the text
metadata.py         the `[book]` table
editions.py         the `[editions]` tables
manifest_values.py  numbering, lists, notes and accessibility
"""
