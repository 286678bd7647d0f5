"""The label of a work in styles such as DIN 1505-2: letters of the authors and the year (Doe02).

CSL leaves its form to the processor; this is the form of citeproc-js.
"""

from __future__ import annotations

from publish.model.reference import Name, Reference

# How many letters each author gives, by the number of authors.
_LETTERS = {1: (4,), 2: (2, 2), 3: (2, 1, 1)}


def citation_label(reference: Reference) -> str:
    """The label that the reference has, or one from its authors or title and its year."""
    if label := reference.texts.get("citation-label"):
        return label
    names = next((reference.names[r] for r in ("author", "editor") if reference.names.get(r)), ())
    words = [_family(name) for name in names] or [reference.texts.get("title", "")]
    letters = _LETTERS.get(len(words), (1, 1, 1, 1))
    written = "".join(word[:count] for word, count in zip(words, letters, strict=False))
    return written + _year(reference)


def _family(name: Name) -> str:
    return (name.family or name.literal).replace(" ", "")


def _year(reference: Reference) -> str:
    issued = reference.dates.get("issued")
    year = next((parts[0] for parts in issued.parts if parts), None) if issued else None
    return "" if year is None else f"{abs(year) % 100:02d}"
