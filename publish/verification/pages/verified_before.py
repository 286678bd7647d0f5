"""The documents that were compared with the same sections before, without any difference.

Only success is stored, under the bytes of the document and all that it was compared with: a
difference is searched for each time, and reported in the same words. What depends on more than its
own sections stays verified as long as the rest of the book is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from publish.cache import Cache, Memo
from publish.verification.difference import Difference


class DocumentInputs(msgspec.Struct, frozen=True):
    """A document by its address and a hash of its bytes; `expected` is a hash of what the book has
    in its sections, empty for a document that lists sections."""

    href: str
    document: str
    expected: str = ""


_VERIFIED = Memo("epub-verified", DocumentInputs, dict[str, str])


class VerifiedDocuments(msgspec.Struct):
    """The verified surfaces of each document, each with the hash of its other inputs."""

    cache: Cache
    _surfaces: dict[DocumentInputs, dict[str, str]] = msgspec.field(default_factory=dict)
    _new: set[DocumentInputs] = msgspec.field(default_factory=set)

    def differences(
        self,
        surface: str,
        inputs: DocumentInputs | None,
        compare: Callable[[], Iterable[Difference]],
        other_inputs: str,
    ) -> Iterator[Difference]:
        """What `compare` finds; nothing where a surface was verified before.

        `inputs` are a document and its sections, and `other_inputs` is a hash of everything else
        that `compare` depends on; without `inputs`, it always runs.
        """
        if self.cache.folder is None or inputs is None:
            yield from compare()
            return
        surfaces = self._load(inputs)
        if surfaces.get(surface) == other_inputs:
            return
        differences = list(compare())
        yield from differences
        if not differences:
            surfaces[surface] = other_inputs
            self._new.add(inputs)

    def knows(self, inputs: DocumentInputs) -> bool:
        """Whether any surface of a document was verified before."""
        return bool(self._load(inputs))

    def add(self, other: VerifiedDocuments) -> None:
        """Add what another process has verified."""
        for inputs in other._new:
            self._surfaces[inputs] = self._load(inputs) | other._surfaces[inputs]
        self._new |= other._new

    def _load(self, inputs: DocumentInputs) -> dict[str, str]:
        if inputs not in self._surfaces:
            self._surfaces[inputs] = _VERIFIED.at(self.cache, inputs).load() or {}
        return self._surfaces[inputs]

    def store(self) -> None:
        """Store what is verified now."""
        for inputs in self._new:
            _VERIFIED.at(self.cache, inputs).store(self._surfaces[inputs])
        self._new.clear()
