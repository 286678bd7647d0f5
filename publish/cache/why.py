"""Why a part was computed again: the inputs of its newest entry beside those of the one before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import msgspec

from publish.cache.entries import Cache
from publish.cache.eviction import EntryFile, entry_files
from publish.cache.kinds import KINDS
from publish.cache.memo import Provenance, split_entry


class EntryExplanation(msgspec.Struct, frozen=True):
    """The inputs of the newest entry of a part, and their values in the entry before it.

    `before` is None where there is no earlier entry of the same part.
    """

    kind: str
    inputs: dict[str, str]
    before: dict[str, str] | None

    @property
    def changed(self) -> list[str]:
        """The names of the inputs that differ; empty without an earlier entry."""
        if self.before is None:
            return []
        names = dict.fromkeys([*self.inputs, *self.before])
        return [name for name in names if self.inputs.get(name) != self.before.get(name)]


def explain_entries(cache: Cache, part: str) -> list[EntryExplanation]:
    """One explanation for each kind that has entries of a part, in the order of the table.

    `part` is an input's value or the end of a path: the name of a file, an edition, an address
    inside an EPUB, the id of a section.
    """
    by_kind: dict[str, list[Provenance]] = {}
    for file in sorted(entry_files(cache), key=lambda file: file.used, reverse=True):
        provenance = _provenance(cache, file)
        if provenance is not None and _is_about(provenance, part):
            by_kind.setdefault(file.kind, []).append(provenance)
    return [_explanation(kind, by_kind[kind]) for kind in KINDS if kind in by_kind]


def _provenance(cache: Cache, file: EntryFile) -> Provenance | None:
    if file.partial or file.kind not in KINDS:
        return None
    with suppress(OSError):
        entry = cache.load(file.kind, file.path.name, use=False)
        return split_entry(entry)[0] if entry else None
    return None


def _is_about(provenance: Provenance, part: str) -> bool:
    return any(value == part or value.endswith(f"/{part}") for value in _values(provenance))


def _values(provenance: Provenance) -> Iterator[str]:
    yield from provenance.inputs.values()
    yield from provenance.recorded


def _explanation(kind: str, newest_first: list[Provenance]) -> EntryExplanation:
    inputs, *earlier = map(_all_inputs, newest_first)
    return EntryExplanation(kind, inputs, _before(inputs, earlier))


def _before(inputs: dict[str, str], earlier: list[dict[str, str]]) -> dict[str, str] | None:
    """The earlier entry that shares most inputs: of the same part, not of one with its name."""
    if not earlier:
        return None
    return max(earlier, key=lambda other: len(inputs.items() & other.items()))


def _all_inputs(provenance: Provenance) -> dict[str, str]:
    return provenance.inputs | {f"file {name}": v for name, v in provenance.recorded.items()}
