"""The catalogue of all releases below a folder: pages, feeds and a search that needs no server.

record.py     what it reads of `release.json`
reading.py    finds and reads the releases, and reports what is damaged
books.py      books with their releases
facets.py     lists of books by language, subject and contributor
paging.py     lists in pages
addresses.py  addresses, relative or absolute
wording.py    words, dates, sizes and prices in a language
claims.py     accessibility in words
citation.py   a book as it is cited
json_ld.py    a book for search engines
search.py     the index of the search
html.py       the pages
atom.py       OPDS 1.2 and the feed of releases
opds2.py      OPDS 2.0
files.py      all files, one after another
"""
