"""What style sheets promise of the pages of a PDF, read apart from the engine that sets them.

promise.py     the pages of an edition, or why they are not known
pages.py       the kinds of pages that `@page` rules describe
placements.py  what rules place beside the text on purpose
rules.py       the rules of style sheets
values.py      lengths and sizes
"""
