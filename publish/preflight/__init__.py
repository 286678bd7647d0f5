"""The preflight page: files for a printer as they will be cut, with the verdict of every rule.

facts.py   what the page shows
gather.py  all of it, read from the finished files
plates.py  the ink on each plate, by Ghostscript where it is installed
page.py    the page, as HTML
"""
