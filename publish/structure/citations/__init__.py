"""Citations and the bibliography: their text by a CSL style, their links both ways."""

from __future__ import annotations

from publish.structure.citations.citation_pass import cite_works

__all__ = ["cite_works"]
