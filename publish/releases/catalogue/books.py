"""Books with their releases, newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from publish.diagnostics import Location, Report
from publish.model.versions import version_key
from publish.releases.catalogue.reading import FoundRelease
from publish.releases.catalogue.record import Contributor, Edition, File, Record

_TWICE = "REL-007"
_COVERS = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/svg+xml")


class CataloguedBook(msgspec.Struct, frozen=True):
    """A book in the folder `name`, with its `releases`, the newest version first."""

    name: str
    releases: tuple[FoundRelease, ...]

    @property
    def latest(self) -> FoundRelease:
        """The newest release."""
        return self.releases[0]

    @property
    def record(self) -> Record:
        """The record of the newest release."""
        return self.releases[0].record

    @property
    def authors(self) -> tuple[Contributor, ...]:
        """Who is named with the title: the authors, and without any the first contributors."""
        people = self.record.contributors
        lead = "aut" if any(each.role == "aut" for each in people) else people[0].role
        return tuple(each for each in people if each.role == lead)

    @property
    def small_cover(self) -> File | None:
        """The cover for lists."""
        return self.record.file("cover-small.jpg") or self.cover

    @property
    def cover(self) -> File | None:
        """The cover in its full size."""
        return next((file for file in self.record.files if _is_cover(file)), None)


def _is_cover(file: File) -> bool:
    return file.name.startswith("cover.") and file.media_type in _COVERS


def group_books(
    releases: Iterable[FoundRelease], report: Report, dist: str
) -> list[CataloguedBook]:
    """The books, the one that changed last first; REL-007 for two with one identifier."""
    by_name: dict[str, list[FoundRelease]] = defaultdict(list)
    for release in releases:
        by_name[release.book].append(release)
    books = [
        CataloguedBook(name, tuple(sorted(each, key=_version, reverse=True)))
        for name, each in sorted(by_name.items())
    ]
    _report_twins(books, report, dist)
    return sorted(books, key=lambda book: book.record.modified, reverse=True)


def _version(release: FoundRelease) -> list[tuple[int, int, str]]:
    return version_key(release.version)


def _report_twins(books: Iterable[CataloguedBook], report: Report, dist: str) -> None:
    """Feeds name a book by its identifier: of two with one, a reader would see one."""
    seen: dict[str, CataloguedBook] = {}
    for book in books:
        first = seen.setdefault(book.record.identifier, book)
        if first is not book:
            place = Location(f"{dist}/{book.name}/{book.latest.version}/release.json")
            message = (
                f"`{book.name}` and `{first.name}` have the identifier {book.record.identifier}"
            )
            hint = (
                "give each book an identifier of its own (`uuidgen` prints one) and release it "
                "again; releases of one book belong into one folder"
            )
            report.add(_TWICE, message, place, hint=hint)


def free_editions(record: Record) -> tuple[Edition, ...]:
    """The editions whose files are given away."""
    return tuple(edition for edition in record.editions if edition.is_free)
