"""Records of a release for the trade, libraries and archives: one row each.

The release folder has a file for each row of `RECORDS`.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from publish.releases.facts import Release


class Record(msgspec.Struct, frozen=True):
    """A record: the name of its file, its media type, and the function that writes it."""

    name: str
    media_type: str
    write: Callable[[Release], bytes]


RECORDS: tuple[Record, ...] = ()
