"""What a catalogue reads of `release.json`: the rest of a record is passed over."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from publish.model.formats import find_format

Text = Annotated[str, msgspec.Meta(min_length=1)]
Language = Annotated[str, msgspec.Meta(pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")]
FileName = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_+-][A-Za-z0-9._+-]*$")]
Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
Address = Annotated[str, msgspec.Meta(pattern="^(https?://.+)?$")]
Date = Annotated[str, msgspec.Meta(pattern="^[0-9]{4}-[01][0-9]-[0-3][0-9]$")]
Moment = Annotated[
    str, msgspec.Meta(pattern="^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z$")
]


class Contributor(msgspec.Struct, frozen=True):
    """A person or body; `role` is a MARC relator code."""

    name: Text
    role: Annotated[str, msgspec.Meta(pattern="^[a-z]{3}$")]
    sort: str = ""
    orcid: str = ""
    isni: str = ""


class Series(msgspec.Struct, frozen=True):
    """The series of a book, and its number in it."""

    name: Text
    number: str


class Price(msgspec.Struct, frozen=True):
    """A price in decimals of a currency; no territories are the whole world."""

    amount: Annotated[str, msgspec.Meta(pattern="^[0-9]+([.][0-9]+)?$")]
    currency: Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")]
    territories: tuple[str, ...]
    tax_included: bool


class Claim(msgspec.Struct, frozen=True):
    """A claim of accessibility, as the product makes it."""

    property: str
    value: str


class File(msgspec.Struct, frozen=True):
    """A file of a release, or a folder with its `files`."""

    name: FileName
    media_type: Annotated[str, msgspec.Meta(pattern="^[a-z]+/[a-z0-9.+-]+$")]
    size: Annotated[int, msgspec.Meta(ge=0)]
    sha256: Hash
    files: dict[str, Hash] = {}

    @property
    def address(self) -> str:
        """The address in the folder of the release; of a folder, that of its first page."""
        return f"{self.name}/index.html" if self.files else self.name


class Edition(msgspec.Struct, frozen=True):
    """An edition with its file; `pages` is None for a format without pages.

    One of paper has a `binding`, and its file is for the printer alone.
    """

    name: Text
    format: Text
    isbn: str
    words: Annotated[int, msgspec.Meta(ge=0)]
    pages: int | None
    claims: tuple[Claim, ...]
    file: File
    prices: tuple[Price, ...] = ()
    binding: Literal["paperback", "flaps", "case", "jacket"] | None = None

    @property
    def is_printed(self) -> bool:
        """Whether readers get it on paper."""
        format_ = find_format(self.format)
        return format_ is not None and format_.prints_pages

    @property
    def is_site(self) -> bool:
        """Whether it is read where it is, and not taken away as a file."""
        return bool(self.file.files) and not self.is_printed

    @property
    def is_free(self) -> bool:
        """Whether the file may be given away: it has no price, or all are nothing."""
        return not self.is_printed and all(float(price.amount) == 0 for price in self.prices)


class Record(msgspec.Struct, frozen=True):
    """The record of a release."""

    format: Literal[1]
    version: Text
    title: Text
    subtitle: str
    contributors: Annotated[tuple[Contributor, ...], msgspec.Meta(min_length=1)]
    series: Series | None
    language: Language
    identifier: Text
    isbn: str
    doi: str
    publisher: str
    place: str
    date: Date | None
    modified: Moment
    description: str
    subjects: tuple[Text, ...]
    rights: str
    licence: str
    copyright: str
    previous: str | None
    editions: Annotated[tuple[Edition, ...], msgspec.Meta(min_length=1)]
    files: tuple[File, ...]
    url: Address = ""

    def file(self, name: str) -> File | None:
        """A file that is not an edition."""
        return next((each for each in self.files if each.name == name), None)
