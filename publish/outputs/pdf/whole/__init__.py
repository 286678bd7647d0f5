"""A PDF of two whole documents, without the linker.

unlinked.py     lays the documents out and finishes the file
child.py        the layout engine in a child process
page_engine.py  another one for a page alone, such as a cover, with the speed-ups
finish.py       adds what the engine leaves out: outline.py, page_labels.py, metadata, CIDs
"""
