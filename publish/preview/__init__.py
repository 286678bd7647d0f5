"""A book beside its editor: its editions are built after each save, and shown in a browser.

session.py   the main process of `publish preview`, which builds after each save
watch.py     the main process of `publish watch`, which does so without a browser
saves.py     the saves that the process of the browser, or one for them alone, tells of
builder.py   the order of a build: what is made where, and when it is shown
reading.py   the text of all views
editions.py  which editions are shown, also where the book has none of a format
making.py    makes one view, not yet verified
checking.py  verifies what is shown
showing.py   the state: the newest version of each view, and what is wrong
outlines.py  the sections with their places in the views
pages.py     the pages of the print edition, with a hash of what each shows
changed_pages.py  those with a change, which are shown before their chapter is laid out
versions.py  the folders of the views, of which only complete ones have a number
exchange.py  what the main process and that of the browser tell each other, a line for each message
source_map/  from what is shown to the line of the manuscript, and back
watching.py  tells when a file of the book was saved
web/         the process that the browser talks to, which never forks
"""
