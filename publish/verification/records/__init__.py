"""Whether the records and products of a release say the same.

surfaces.py       the files that are read, by name
agreement.py      the facts of all files, compared
aliases.py        people whose name for sorting has other words
facts.py          the facts of one file
names.py          names, roles and languages in one form
accessibility.py  claims of accessibility in one form
onix.py, marc.py, deposits.py, citations.py, json_ld.py, record.py   the readers of records
epub.py, pdf.py   the readers of products
"""
