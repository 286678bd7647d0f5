"""Which piece is laid out when and by whom, until every page number is right.

fixpoint.py      lays the pieces out until their page numbers settle
pagination.py    the first page of each piece, known or estimated
changes.py       what has changed since the layout before
object_store.py  objects from the cache or the pool
laid_out_pieces.py  the pieces that are laid out, in a file
book_fonts.py    the fonts of all pieces, in as many readings as these need
pool.py          a server that forks a process for each job
in_process.py    the same in this process
progress.py      how far the layout has come
"""
