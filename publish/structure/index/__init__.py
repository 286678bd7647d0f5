"""The index: terms marked in the text, sorted by the rules of the language.

[tidal power]{.index}                       the marked words are the entry
[mills]{index="power; tidal; mills"}        an entry with subentries
[]{index="tide; ebb | water"}               two entries for one place, without marked words
[]{index="quay" range="start"} … []{index="quay" range="end"}
[]{index="wharf" see="quay"}   []{index="quay" see-also="mole"}
"""

from __future__ import annotations

from publish.structure.index.building import build_index

__all__ = ["build_index"]
