"""A book beside its editor: its editions are built after each save, and shown in a browser.

session.py   the main process: builds when something was saved, for `publish preview` and `watch`
editions.py  which editions are shown, also where the book has none of a format
builder.py   builds the views, each as soon as it can be had
versions.py  the folders of the views, of which only complete ones have a number
pages.py     the pages of the print edition, with a hash of what each shows
exchange.py  what the main process and that of the browser tell each other, a line for each message
source_map/  from what is shown to the line of the manuscript, and back
watching.py  tells when a file of the book was saved
web/         the process that the browser talks to, which never forks
"""
