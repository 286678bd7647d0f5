"""Citations and the bibliography: their text by a CSL style, their links both ways.

`citation_pass` is the pass, `places` lists the citations, `bibliography` writes them, with
`citation` for one of them and `entries` for the works; `anchors` allocates their ids.
"""

from __future__ import annotations

from publish.structure.citations.citation_pass import cite_works

__all__ = ["cite_works"]
