"""The files that summarise the pages of a product: navigation and style sheet, as cached."""

from __future__ import annotations

import msgspec

from publish.cache import Memo
from publish.render.shared_inputs import SharedInputs


class PartInputs(msgspec.Struct, frozen=True):
    """`content` is everything that its template sees, apart from what all templates see."""

    href: str
    content: str
    shared: SharedInputs


PARTS = Memo("part", PartInputs, bytes)
