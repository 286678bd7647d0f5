"""Whether the pages and feeds of a catalogue say what the releases say.

check.py      the whole folder: each surface against the records, and every link
records.py    what `release.json` says of each book
opds.py       OPDS 2.0 · atom.py  OPDS 1.2 and the feed of releases
pages.py      the pages · search.py  the index of the search
walking.py    lists in each form, page after page · links.py  where addresses lead to
facets.py     the lists by language, subject and contributor
"""
