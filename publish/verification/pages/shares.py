"""The checks of all surfaces of an edition of documents, by two processes where much is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from publish.processes import map_in_processes
from publish.verification.difference import Difference, run_checks
from publish.verification.pages.finished import FinishedPages
from publish.verification.pages.verified_before import VerifiedDocuments

# They take about as long as all others, which need the documents and the book in another way.
_OF_TEXT = frozenset({"headings", "captions", "text", "markup"})
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

    def check(shares: Sequence[Sequence[str]]) -> tuple[_Found, VerifiedDocuments]:
        names = (name for share in shares for name in share)
        checks = {name: {name: surfaces[name]} for name in names}
        found = {name: list(run_checks(each, finished, error)) for name, each in checks.items()}
        return found, finished.verified

    of_text = [name for name in surfaces if name in _OF_TEXT]
    shares = (of_text, [name for name in surfaces if name not in _OF_TEXT])
    least = 1 if _has_many_new(finished, error) else len(shares)
    differences: _Found = {}
    for found, verified in map_in_processes(check, shares, least, copies):
        differences |= found
        finished.verified.add(verified)
    for name in surfaces:
        yield from differences[name]


def _has_many_new(finished: FinishedPages, error: type[Exception]) -> bool:
    try:
        return finished.new_documents() >= _MANY
    except error:  # reported by each check that needs the documents
        return False
