"""The layout of a piece of the book, in a process of its own: all that touches WeasyPrint.

server.py   the process that the build talks to: warm, it forks a child for each job
worker.py   one job: a piece laid out, or a font made
spots.py    page numbers, left open for the linker
linebreaks.py  the order of the source, and what the ends of lines take away
marking.py  what is painted, marked as the structure tree has planned it
export.py   what the engine made, as a relocatable object
faces.py    a font of the whole book, embedded
internals.py  the names of the engine that are replaced here, and the version they belong to
"""
