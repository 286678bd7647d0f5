"""Plain data that the layout process and the build share; no layout engine here.

object_file.py      the relocatable object: a piece as the layout leaves it and the linker takes it
jobs.py             what a layout process is given, and what it returns
job_folder.py       the folder of a layout process: style sheet, fonts, images, its environment
engine_process.py   a layout process that waits for its work
failures.py         why a layout failed, from its process to ours
page_numbers.py     page numbers as text, once the pages are known
structure_types.py  the structure type of an XHTML element
cid_fonts.py        character identifiers of CID-keyed fonts
laid_out_book.py    a finished file with its page count and the engine's messages
"""
