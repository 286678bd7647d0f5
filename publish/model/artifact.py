"""What a build wrote: a file or folder, and where it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path

import msgspec

from publish.diagnostics import Location


class ArtifactOrigin(StrEnum):
    """Where a product came from: built now, already in place, or restored from the cache."""

    BUILT = "made"
    UNCHANGED = "unchanged"
    RESTORED = "restored"


class FittedElement(msgspec.Struct, frozen=True):
    """A table or formula that was too large for its page, with its first words.

    Its `location` is in the folder of the book. `scale` is the size of its type, of the usual;
    `lines` are those of a formula. A table may be turned, and break words.
    """

    thing: str
    section: str
    words: str
    location: Location
    scale: float
    lines: int
    is_turned: bool
    breaks_words: bool


class Artifact(msgspec.Struct, frozen=True):
    """A file or folder that was written; `pages` is None for a product without pages.

    `files` are the hashes of the files of a folder, by name, of which `sha256` is the hash.
    `fitted` are the tables and formulas that were made to fit its pages.
    `laid_out` counts the pieces that were laid out for it, `reused` those from the cache.
    """

    edition: str
    path: Path
    media_type: str
    sha256: str
    size: int
    pages: int | None = None
    origin: ArtifactOrigin = ArtifactOrigin.BUILT
    laid_out: int = 0
    reused: int = 0
    files: Mapping[str, str] = msgspec.field(default_factory=dict)
    fitted: Sequence[FittedElement] = ()
