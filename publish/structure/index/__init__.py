"""The index: terms marked in the text, sorted as the language sorts, written into its section.

[tidal power]{.index}                       the words are the entry
[mills]{index="power; tidal; mills"}        an entry with sub-entries; the words stay
[]{index="tide; ebb | water"}               two entries for one place, with no words of its own
[]{index="quay" range="start"} … []{index="quay" range="end"}
[]{index="wharf" see="quay"}   []{index="quay" see-also="mole"}
"""

from __future__ import annotations

from publish.structure.index.building import build_index

__all__ = ["build_index"]
