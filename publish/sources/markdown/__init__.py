"""Markdown with the syntax that a book needs, read into XHTML with a source line on every block.

outline.py  a file with its headings as a tree
memo/       parsed texts that are stored and reused
shaping/    from parsed Markdown to the XHTML of a book
parsing/    the syntax of Markdown
context/    the book, the edition and the file that a text is read for
"""
