"""The printed book: templates laid out by WeasyPrint in child processes, and linked.

writer.py   from Book to file; not imported here, so that a layout process starts at once
before_layout.py  what no layout could print
linked.py   lays pieces out and links them
early_pages.py  shows the pages of a change before that
whole/      lays out two whole documents instead, without the linker
claims/     metadata, XMP, and the standards that a file claims to meet
link/       numbers, relocations, structure tree, navigation: one file of all pieces
schedule/   which piece is laid out when and by whom, until the page numbers settle
layout/     the layout processes; WeasyPrint and pydyf are imported nowhere else
checks/     problems of the pages as diagnostics
document/   XHTML documents, cut into pieces
exchange/   plain data that the layout processes and the rest share

Each line may import only lines below it; checks and document do not import each other.
"""
