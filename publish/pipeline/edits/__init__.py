"""The edits of a Word file that was exported from a book, brought back into the book.

origin     which book a file was exported from
comparing  the file, and the book exported and read again, section by section
merging    the new manuscript of a section: what was edited, and the author's notation of the rest
report     what has changed, as Markdown, and the writing of what is accepted
taking_over  all of these, from first to last
"""
