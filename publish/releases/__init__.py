"""Releases: what a press gives away of a book, with its record, checksums and signature.

readiness.py   what a release needs beyond what a build does
facts.py       the facts about a built release, which everything below is written from
gather.py      gathers them: names from naming.py, versions from tools.py, the rest from products.py
reading.py     the text of a book by section, of the types in text.py: blocks.py, items.py
stated.py      what its manifest says; measured.py has what was read back from its products
changes/       what changed between two texts
records/       records for the trade, libraries and archives
folder.py      writes the folder: record.py, provenance.py, signature.py, pages.py
check.py       checks a finished release
"""
