"""The files of a book folder.

book_files.py        the only way in which they are opened
manuscript_lines.py  their lines, for messages of later stages
snapshot.py          their state when a build begins, and which of them it reads
"""
