"""The facts about a built release: what its record, its pages and the records of others say.

Everything here was read from the manifest, from the settled book, or back from a finished product;
nothing is from a clock or names the machine. A writer of records is a function of a `Release`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

import msgspec

from publish.model.book import Edition, Resource
from publish.model.formats import format_of
from publish.model.metadata import Metadata
from publish.model.printer import Binding
from publish.model.trade import Trade


class Outcome(StrEnum):
    """What a validator reported on a product; one that is not installed reported nothing."""

    PASSED = "passed"
    WARNED = "warned"
    FAILED = "failed"
    MISSING = "missing"


class ValidatorVerdict(msgspec.Struct, frozen=True):
    """The verdict of a validator on one product, with the rules that it breaks."""

    validator: str
    outcome: Outcome
    errors: int = 0
    warnings: int = 0
    rules: tuple[str, ...] = ()


class ReleasedFile(msgspec.Struct, frozen=True):
    """A file of the release, or a folder with its `files`: their hashes by name."""

    name: str
    media_type: str
    size: int
    sha256: str
    files: Mapping[str, str] = {}


class ReleasedEdition(msgspec.Struct, frozen=True):
    """An edition as it was built: its file, and what was read back from it.

    `pages` is None for a format without pages, `first_pages` has the folio on which a section
    begins, by its id; `measures` are width, height and thickness of a printed book, in points.
    `claims` are pairs of a property and a value, as the product makes them: the
    accessibility metadata of an EPUB ("schema:accessibilityFeature", "alternativeText"), and
    ("conformsTo", "ua1") or another flavour of a PDF.
    """

    edition: Edition
    file: ReleasedFile
    words: int
    pages: int | None = None
    first_pages: Mapping[str, str] = {}
    claims: tuple[tuple[str, str], ...] = ()
    verdicts: tuple[ValidatorVerdict, ...] = ()
    measures: tuple[float, float, float] | None = None

    @property
    def isbn(self) -> str:
        """The digits of the ISBN of this edition; "" without one."""
        return "".join(filter(str.isalnum, self.edition.isbn))

    @property
    def binding(self) -> Binding | None:
        """What goes around the pages of a book of paper, whose files only its printer needs."""
        return self.edition.order.binding if self.edition.order else None

    @property
    def is_site(self) -> bool:
        """Whether it is read where it is, as pages of a site, and not taken away as a file."""
        return self.binding is None and format_of(self.edition.format).is_folder


class ReleasedSection(msgspec.Struct, frozen=True):
    """A section of the outline; `label` is printed before the title, and "" without one."""

    id: str
    role: str
    matter: str
    level: int
    number: str
    label: str
    separator: str
    title: str
    words: int
    children: tuple[ReleasedSection, ...] = ()

    def walk(self) -> Iterator[ReleasedSection]:
        """This section and its descendants, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Release(msgspec.Struct, frozen=True):
    """A built release.

    `name` begins the names of its files ("a-new-book-1.0"). `counts` has the numbers of sections,
    notes, and captioned elements by kind. `sources` are the hashes of the files that the book was
    built from, `tools` the versions of programs and libraries that decide bytes, `fonts` those of
    packages of fonts; `trade` has the prices by the name of an edition. The `cover` has its address
    in the release as `href`.
    """

    name: str
    metadata: Metadata
    editions: tuple[ReleasedEdition, ...]
    sections: tuple[ReleasedSection, ...]
    cover: Resource
    words: int
    trade: Trade = Trade()
    counts: Mapping[str, int] = {}
    sources: Mapping[str, str] = {}
    tools: Mapping[str, str] = {}
    fonts: Mapping[str, str] = {}

    def walk(self) -> Iterator[ReleasedSection]:
        """Every section, in reading order."""
        for section in self.sections:
            yield from section.walk()

    def edition_of(self, format_: str) -> ReleasedEdition | None:
        """The first edition of a format."""
        return next((each for each in self.editions if each.edition.format == format_), None)
