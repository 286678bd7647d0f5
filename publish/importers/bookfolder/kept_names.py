"""The kept map from the sections of an import to the names of their files.

Where names are made from the place of a section, a section that moved has another one. So the
record of an import tells which title each name had, and a merge gives the same title the same name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from publish.files import sha256_of
from publish.importers.bookfolder.content import ImportedSection
from publish.importers.bookfolder.heading_names import sort_key

_MARK = "@title"


def title_sums(sections: Sequence[ImportedSection]) -> Iterator[tuple[str, str]]:
    """The place and the hash of the title of each section that is named by its place."""
    for checksum, section in _by_title(sections):
        if section.stem is not None and section.name is None:
            yield f"{section.stem}{_MARK}", checksum


def keep_names(sections: Sequence[ImportedSection], sums: Mapping[str, str]) -> None:
    """Give the sections the names that their titles had in an earlier import, by its record."""
    names = {sums[place]: place.removesuffix(_MARK) for place in sums if place.endswith(_MARK)}
    for checksum, section in _by_title(sections):
        section.stem = names.get(checksum)


def _by_title(sections: Sequence[ImportedSection]) -> Iterator[tuple[str, ImportedSection]]:
    """All sections, each with a hash of its title and of how many have had the same before."""
    seen: Counter[str] = Counter()
    for section in (each for top in sections for each in top.walk()):
        title = sort_key(section.title or section.role)
        seen[title] += 1
        yield sha256_of(f"{title}~{seen[title]}".encode()), section
