"""The proof sheet: what an editor should know of a finished book, gathered by reading it.

reading/     what is on the pages of the PDF, by page and cached by what it shows
evidence.py  all that is known of the book, its PDF and its build
places.py    from a printed line to its line of the manuscript, and back
findings/    what to look at, one kind a file
outline.py   words, minutes and notes by section
gather.py    all of it, as a `ProofSheet` (facts.py)
page.py      the sheet as an HTML page
as_json.py   and as JSON
"""
