"""What surrounds the pages of a file: its metadata, bookmarks and page labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
import pikepdf

from publish.verification.claims import claims_of
from publish.verification.pdf.reader.destinations import Destinations, PagePosition
from publish.verification.pdf.reader.objects import Objects, Value, to_text


class Details(msgspec.Struct, array_like=True, frozen=True):
    """The metadata of a file, as it is there; None for what it does not have.

    `title` and `author` are those of the information dictionary, `profile` is the name of the
    colour profile of the output intent.
    """

    has_information: bool
    title: str | None
    author: str | None
    language: str | None
    xmp_title: str | None
    xmp_languages: list[str]
    series: list[str]
    contributors: list[str]
    deed: str
    shows_title: bool
    version: str
    claims: tuple[str, ...]
    profile: str | None
    is_tagged: bool


class Bookmark(msgspec.Struct, array_like=True, frozen=True):
    """An entry of the outline: its text and its depth from 1, and where it leads."""

    text: str
    depth: int
    position: PagePosition | None
    address: str | None


class LabelRange(msgspec.Struct, array_like=True, frozen=True):
    """How pages are labelled from one on (index from 0): style, prefix and first number."""

    page: int
    style: str
    prefix: str
    first: int


def read_details(pdf: pikepdf.Pdf) -> Details:
    """The metadata: information dictionary, XMP with its claims, and entries of the catalog."""
    has_information = "/Info" in pdf.trailer
    information = pdf.docinfo if has_information else pikepdf.Dictionary()
    # Left open for reading only: the end of a `with` would write it again.
    xmp = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
    preferences = pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
    marked = pdf.Root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked")
    return Details(
        has_information=has_information,
        title=_text(information.get("/Title")),
        author=_text(information.get("/Author")),
        language=_text(pdf.Root.get("/Lang")),
        xmp_title=_text(xmp.get("dc:title")),
        xmp_languages=_listed(xmp.get("dc:language")),
        series=_listed(xmp.get("dc:relation")),
        contributors=_listed(xmp.get("dc:contributor")),
        deed=str(xmp.get("xmpRights:WebStatement") or ""),
        shows_title=_is_true(preferences.get("/DisplayDocTitle")),
        version=pdf.pdf_version,
        claims=claims_of(pdf),
        profile=_colour_profile(pdf),
        is_tagged=_is_true(marked),
    )


def _listed(values: Iterable[str | None] | None) -> list[str]:
    """The values of a property, of which a damaged file may have empty ones."""
    return [str(each) for each in values or () if each]


def _colour_profile(pdf: pikepdf.Pdf) -> str | None:
    intents = pdf.Root.get("/OutputIntents")
    if not isinstance(intents, pikepdf.Array) or "/DestOutputProfile" not in intents[0]:
        return None
    return _text(intents[0].get("/OutputConditionIdentifier"))


def _is_true(value: object) -> bool:
    return value is True


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def read_bookmarks(objects: Objects, destinations: Destinations) -> list[Bookmark]:
    """The bookmarks (ISO 32000-1, 12.3.3), in their order."""
    top = objects.resolve(objects.root.get("/Outlines")) or {}
    return list(_bookmarks(objects, destinations, top.get("/First"), 1))


def _bookmarks(
    objects: Objects, destinations: Destinations, first: Value, depth: int
) -> Iterator[Bookmark]:
    while (bookmark := objects.resolve(first)) is not None:
        text = to_text(objects.resolve(bookmark.get("/Title")))
        position, address = destinations.position(bookmark), destinations.uri(bookmark)
        yield Bookmark(text, depth, position, address)
        yield from _bookmarks(objects, destinations, bookmark.get("/First"), depth + 1)
        first = bookmark.get("/Next")


def read_labels(pdf: pikepdf.Pdf) -> list[LabelRange]:
    """The page labels (ISO 32000-1, 12.4.2); none without a tree of them."""
    tree = pdf.Root.get("/PageLabels")
    return [
        LabelRange(page, str(each.get("/S", "")), str(each.get("/P", "")), int(each.get("/St", 1)))
        for page, each in (pikepdf.NumberTree(tree).items() if tree is not None else ())
    ]
