"""A fault of a drawing: what pages do not draw of it as it is."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """What pages do not draw, as messages name it.

    `in_picture`: a picture of the drawing shows it as a browser does; `tests/drawings` compares.
    """

    name: str
    in_picture: bool = False
