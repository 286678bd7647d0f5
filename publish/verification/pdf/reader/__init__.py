"""Reads a finished PDF; knows the format, not the book.

`file` opens it. `objects`, `destinations`, `page_entries`, `structure_tree` and `tree_reading` read
its structure, `pdfium_text`, `content_streams`, `to_unicode` and `runs` the text of its `pages`,
`overprint` what of it is illegible, and `page_cache` stores that text under the `fingerprints` of
the page and its `fonts`.
"""
