"""What the verification of every format of several documents shares.

`reader` reads a document, `finished` adds the book, and each module of `checks` compares a surface;
`shares` has two processes do so where much is new.
"""
