"""The process that the browser talks to: on loopback, for those who know the token of its address.

__main__.py  takes the states of the main process, and watches the book
app.py       the addresses
guard.py     refuses requests of others
headers.py   what every answer says about caching and about what a page may load
events.py    the events that browsers wait for
files.py     the files of a view, also those in an EPUB
drawing.py   draws pages
places.py    from a place in a view to the manuscript, and back
"""
