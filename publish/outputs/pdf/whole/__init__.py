"""A PDF of two whole documents, without the linker.

unlinked.py     lays the documents out and finishes the file
child.py        the layout engine in a child process
finish.py       adds what the engine leaves out: outline.py, page_labels.py, metadata, CIDs
"""
