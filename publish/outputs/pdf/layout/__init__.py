"""The layout of a piece of the book, in a process of its own: all that uses WeasyPrint and pydyf.

__main__.py   starts a process: server.py, which forks a child for each job, whole_book.py, or
              one_page.py, which waits for its page
worker.py     one job: a piece laid out, or a font embedded
patches.py    all replacements in the engine; each is a `Patch` (patch.py) of the code that needs it
recompiled.py a function of the engine with some of its source changed
engine/       the engine with our style sheet, files, formulas, images and notes
compose/      paragraphs broken as a whole, from words that are shaped once
placing/      whether everything on the pages is where it may be
tagging/      the structure tree of a piece, from the elements of its document
objects/      a painted piece as a relocatable object, with page numbers left open
speedups/     patches that make the engine faster
"""
