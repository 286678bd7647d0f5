"""What changed between two texts of a book: sections, numbers, words, pictures, notes, facts.

fingerprints.py  what a text is recognised by
matching.py      which section became which
groups.py        sections that were split or merged
places.py        which sections were moved
wording.py       words that changed, with the text before and after
items.py         figures, tables, pictures and notes
facts.py         metadata and claims, with the reasons
phrases.py       a change in words
compare.py       all of it, as `BookChanges`
"""

from publish.releases.changes.compare import compare
from publish.releases.changes.result import BookChanges

__all__ = ["BookChanges", "compare"]
