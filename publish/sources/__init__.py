"""Reads the folder of a book into a `Book`.

spine/       the manifest, and the sections of the spine
markdown/    the text of one file
references/  works that the text cites
theme/       the theme of an edition
latex/       formulas
code/        listings
safety/      style sheets and images that are refused
files/       how the files of a book are opened
"""
