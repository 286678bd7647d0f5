"""Word files that an export wrote: what their styles mean, and what they know of their book.

facts       the facts of the book in the file, and the bookmarks of its headings
constructs  blocks of our styles as the constructs that they are
lists       items of lists that go on in further paragraphs
labels      labels at the head of captions and headings; captions: captions without them
inlines     keys and readings; notes: notes that are called again
restoring   the names of the book, and the references that it words itself
passes      all of these, from first to last
"""
