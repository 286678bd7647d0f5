"""The printed book: Jinja templates laid out by WeasyPrint in child processes, and linked.

writer.py makes a file, from documents to disk; it is not imported here, so that a press starts at
once. The rest, by what it works on:

the text            documents.py, with notes.py, endnotes.py, code.py, lines.py, pagenumbers.py,
                    contents.py; composition.py goes to the layout, pieces.py cuts it into copies
pieces, linked      linked.py: layout/ makes an object (objectfile.py) of each copy, link/ a file of
                    all; pace.py tells how far it has come
a whole, plain      plain.py: child.py runs engine.py, finish.py adds outline.py, labels.py
the engine          job.py and provisions.py are what it is given, fetcher.py its only door;
                    cures/ makes it faster, declarations.py its import; math.py, pictures.py and
                    mending.py do what it cannot
the structure tree  tree.py plans it (nodes.py, roles.py, headcells.py, linkareas.py, artifacts.py),
                    tags.py has it written
what is refused     fonts.py, obstacles.py, losses.py, sizes.py; what failed: blame.py in the child,
                    failures.py on the way, faults.py for the user
what a file claims  metadata.py, xmp.py, cidfonts.py
"""
