"""What the tables of all files are made of."""

from __future__ import annotations

from typing import Annotated

import msgspec

from publish.config import limits
from publish.model import lengths

Ordinal = Annotated[int, msgspec.Meta(ge=0, le=limits.LARGEST_ORDINAL)]
Depth = Annotated[int, msgspec.Meta(ge=0, le=99)]
Length = Annotated[str, msgspec.Meta(pattern=lengths.PATTERN)]


class Table(msgspec.Struct, forbid_unknown_fields=True, rename="kebab", frozen=True):
    """A table with keys in kebab case; unknown keys are errors."""
