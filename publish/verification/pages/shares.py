"""The checks of all surfaces of an edition of documents, by two processes where much is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from publish.model.section import Section
from publish.processes import map_in_processes
from publish.verification.difference import Difference, run_checks
from publish.verification.pages.finished import FinishedPages
from publish.verification.pages.verified_before import VerifiedDocuments

# Those of a file are compared together: its tree is parsed once, and no other is in memory then.
_OF_A_FILE = frozenset(
    {"headings", "captions", "notes", "page references", "pictures", "references", "tables", "text"}
)
_MANY = 12  # documents that are new: with fewer a process costs more than it saves

_Found = dict[str, list[Difference]]
_Finished = TypeVar("_Finished", bound=FinishedPages)


def check_surfaces(
    surfaces: Mapping[str, Callable[[_Finished], Iterator[Difference]]],
    finished: _Finished,
    error: type[Exception],
    copies: int,
) -> Iterator[Difference]:
    """The differences in each of the `surfaces`, in their order; one whose check raises `error` is
    unreadable. At most as many copies of this process as `copies` search for them."""

    def check(share: Sequence[str | Section]) -> tuple[_Found, VerifiedDocuments]:
        found: _Found = {name: [] for name in surfaces}
        for part in share:
            names = {part} if isinstance(part, str) else _OF_A_FILE
            if not isinstance(part, str):
                finished.openings_to_check = [part]
            for name in filter(names.__contains__, surfaces):
                found[name] += run_checks({name: surfaces[name]}, finished, error)
            finished.forget_trees()
        return found, finished.verified

    whole = [name for name in surfaces if name not in _OF_A_FILE]
    parts: list[str | Section] = [*whole, *finished.book.opening_sections()]
    least = 1 if _has_many_new(finished, error) else len(parts)
    differences: dict[str, dict[Difference, None]] = {name: {} for name in surfaces}
    for found, verified in map_in_processes(check, parts, least, copies):
        for name in surfaces:  # what no file can be compared for is found for each of them
            differences[name] |= dict.fromkeys(found[name])
        finished.verified.add(verified)
    for name in surfaces:
        yield from differences[name]


def _has_many_new(finished: FinishedPages, error: type[Exception]) -> bool:
    try:
        return finished.new_documents() >= _MANY
    except error:  # reported by each check that needs the documents
        return False
