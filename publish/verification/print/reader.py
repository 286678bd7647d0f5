"""What is on the pages of a file for a printer: boxes, things with their places, colours, fonts.

Lengths are points; boxes are left, bottom, right, top in the coordinates of the page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pikepdf
import pypdfium2 as pdfium
from PIL import Image, ImageMath

from publish.cache import NO_CACHE, Cache
from publish.cache.pdf_objects import Identity, ObjectDigests
from publish.context import Context
from publish.processes import map_in_processes
from publish.verification.print.page_cache import Colour, PageCache, ReadPage
from publish.verification.print.things import Box, Thing, things_of

_FEW = 60  # pages: a process costs more than it saves
_decoder = msgspec.msgpack.Decoder(list[ReadPage])
_COLOUR_OPERATORS = {
    "g": "DeviceGray", "G": "DeviceGray", "rg": "DeviceRGB", "RG": "DeviceRGB",
    "k": "DeviceCMYK", "K": "DeviceCMYK",
}  # fmt: skip
# Literal strings, and arrays of hexadecimal ones, which are most of a content.
_STRINGS = re.compile(rb"\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)|\[[-+.<>\da-fA-F\s]*+\]", re.S)
_COLOURS = re.compile(rb"(?<!\S)((?:[-+.\d]++\s++){1,4}+)(g|G|rg|RG|k|K)(?!\S)")
_SELECTED = re.compile(rb"/(?<!\S.)(\S++)\s++(?:cs|CS)(?!\S)", re.S)


@dataclass(frozen=True)
class PrintedPage:
    """A page: its number from 0, its object, the trimmed page (if it says none, the whole sheet),
    and what is on it."""

    number: int
    page: pikepdf.Page
    trim: Box
    things: list[Thing]

    def box(self, name: str) -> Box | None:
        """One of its boxes, such as "/TrimBox", if it has it."""
        box = self.page.obj.get(name)
        if box is None or len(box) != 4:
            return None
        left, bottom, right, top = map(float, box)
        return left, bottom, right, top

    @cached_property
    def marked(self) -> list[Thing]:
        """What is on it and in its bleed, without the marks outside of it."""
        bleed = self.box("/BleedBox") or self.trim
        return [thing for thing in self.things if _meets(thing.box, bleed)]


class LeftOut(NamedTuple):
    """The pages and the objects of a file that need not be looked at: they were right before."""

    pages: frozenset[int] = frozenset()
    objects: frozenset[Identity] = frozenset()


@dataclass(eq=False)
class PrintFile:
    """A finished file for a printer, opened for reading.

    Its pages, colours, streams and dictionaries are all but those that are left out. Pages that are
    not cached are read by as many copies of the process as `copies`.
    """

    path: Path
    content: bytes
    pdf: pikepdf.Pdf
    digests: ObjectDigests
    read_before: PageCache
    copies: int = 1
    left_out: LeftOut = field(default_factory=LeftOut)

    @classmethod
    def open(cls, path: Path, cache: Cache = NO_CACHE, copies: int = 1) -> PrintFile:
        """The file at a path; raises `pikepdf.PdfError`, `OSError`."""
        content = path.read_bytes()
        pdf = pikepdf.open(io.BytesIO(content))
        digests = ObjectDigests(pdf)
        return cls(path, content, pdf, digests, PageCache(cache, digests), copies)

    def without(self, left_out: LeftOut) -> PrintFile:
        """The same file without pages and objects."""
        return replace(self, left_out=left_out)

    @property
    def page_count(self) -> int:
        """How many pages the file has."""
        return len(self.every_page)

    @cached_property
    def every_page(self) -> list[pikepdf.Page]:
        """The pages, also those that are left out; asked for one by one, each would be counted to
        from the first."""
        return list(self.pdf.pages)

    @cached_property
    def pages(self) -> list[PrintedPage]:
        """The pages with what is on them."""
        return [
            PrintedPage(number, page, _trim(page), self._read[number].things)
            for number, page in self._numbered()
        ]

    def _numbered(self) -> Iterator[tuple[int, pikepdf.Page]]:
        numbered = enumerate(self.every_page)
        return ((number, page) for number, page in numbered if number not in self.left_out.pages)

    @cached_property
    def _read(self) -> dict[int, ReadPage]:
        """The pages as they are read, those that the cache knows from there."""
        known = {number: self.read_before.load(page) for number, page in self._numbered()}
        missing = [number for number, page in known.items() if page is None]
        shares = map_in_processes(self._read_share, missing, _FEW, self.copies)
        read = chain.from_iterable(map(_decoder.decode, shares)) if missing else ()
        found = known | dict(zip(missing, read, strict=True))
        return {number: page for number, page in found.items() if page is not None}

    def _read_share(self, numbers: Sequence[int]) -> bytes:
        """Some pages, in the form in which they are passed between processes."""
        with pdfium.PdfDocument(self.content) as document:
            pages = [_read_page(document, number, self.every_page[number]) for number in numbers]
        return msgspec.msgpack.encode(pages)

    def keep(self, numbers: Iterable[int]) -> None:
        """Cache some pages as they were read, for the next file that has them."""
        for number in numbers:
            self.read_before.store(self.every_page[number], self._read[number])

    @cached_property
    def _objects(self) -> list[pikepdf.Object]:
        left_out = self.left_out.objects
        return [each for each in self.pdf.objects if each.objgen not in left_out]

    @cached_property
    def streams(self) -> list[pikepdf.Stream]:
        """Streams: contents, forms, images, fonts."""
        return [each for each in self._objects if isinstance(each, pikepdf.Stream)]

    @cached_property
    def images(self) -> list[pikepdf.Stream]:
        """The images, without the masks of others."""
        images = [each for each in self.streams if each.get("/Subtype") == "/Image"]
        masks = {each["/SMask"].objgen for each in images if "/SMask" in each}
        return [each for each in images if each.objgen not in masks]

    @cached_property
    def dictionaries(self) -> list[pikepdf.Object]:
        """Dictionaries, also those in others, and those of streams."""
        return [each for whole in self._objects for each in _dictionaries(whole)]

    @cached_property
    def separations(self) -> dict[str, str]:
        """The inks of all colour spaces that are plates of their own, by the names of the spaces,
        also of those that are left out: pages share them."""
        everything = (each for whole in self.pdf.objects for each in _dictionaries(whole))
        return dict(_separations(everything))

    @cached_property
    def plates(self) -> set[str]:
        """The inks that are plates of their own."""
        return {ink for _, ink in _separations(self.dictionaries)}

    @cached_property
    def colours(self) -> list[UsedColours]:
        """The colours of every page, and of what it draws (whose page is -1)."""
        found = (UsedColours(n, each.spaces, each.colours) for n, each in self._read.items())
        forms = (each for each in self.streams if _is_drawn(each))
        return [*found, *(UsedColours(-1, *_colours(form.read_bytes())) for form in forms)]


class OpenFiles:
    """Files for a printer, each opened once for all that reads it; their pages are those of the
    PDF `pages`, if that is known."""

    def __init__(self, context: Context, pages: Path | None = None) -> None:
        self.pages = pages
        self._context = context
        self._files: dict[Path, PrintFile] = {}

    def open(self, path: Path) -> PrintFile:
        """The file at a path; raises `pikepdf.PdfError`, `OSError`."""
        if path not in self._files:
            self._files[path] = PrintFile.open(path, self._context.cache, self._context.copies)
        return self._files[path]


def _read_page(document: pdfium.PdfDocument, number: int, page: pikepdf.Page) -> ReadPage:
    things = list(things_of(document[number]))
    return ReadPage(things, *_colours(b"\n".join(part.read_bytes() for part in _parts(page))))


def _trim(page: pikepdf.Page) -> Box:
    left, bottom, right, top = map(float, page.trimbox)
    return left, bottom, right, top


def _dictionaries(whole: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The dictionaries in an object that are not objects of their own."""
    if isinstance(whole, pikepdf.Dictionary | pikepdf.Stream):
        yield whole
        parts: Iterable[pikepdf.Object] = whole.values()
    elif isinstance(whole, pikepdf.Array):
        parts = iter(whole)
    else:
        return
    for part in parts:
        if isinstance(part, pikepdf.Dictionary | pikepdf.Array) and not part.is_indirect:
            yield from _dictionaries(part)


def _separations(dictionaries: Iterable[pikepdf.Object]) -> Iterator[tuple[str, str]]:
    """The names of colour spaces that are plates of their own, with their inks."""
    for each in dictionaries:
        spaces = each.get("/ColorSpace")
        if isinstance(spaces, pikepdf.Dictionary):
            for key, space in spaces.items():
                if isinstance(space, pikepdf.Array) and space[0] == "/Separation":
                    yield key[1:], str(space[1])[1:]


class UsedColours(NamedTuple):
    """The colour spaces that a content selects, and its colours in inks, by their space."""

    page: int
    spaces: frozenset[str]
    colours: frozenset[Colour]


def _colours(content: bytes) -> tuple[frozenset[str], frozenset[Colour]]:
    content = _STRINGS.sub(b"()", content)
    selected = {name.decode() for name in _SELECTED.findall(content)}
    colours = {
        (_COLOUR_OPERATORS[operator.decode()], tuple(map(float, parts.split())))
        for parts, operator in set(_COLOURS.findall(content))
    }
    return frozenset(selected | {space for space, _ in colours}), frozenset(colours)


def _parts(page: pikepdf.Page) -> Iterator[pikepdf.Stream]:
    contents = page.obj.get("/Contents")
    if isinstance(contents, pikepdf.Stream):
        yield contents
    elif isinstance(contents, pikepdf.Array):
        yield from (part for part in iter(contents) if isinstance(part, pikepdf.Stream))


def _is_drawn(stream: pikepdf.Stream) -> bool:
    return stream.get("/Subtype") == "/Form" or stream.get("/PatternType") == 1


def _meets(box: Box, area: Box) -> bool:
    return (
        box[0] < area[2] and box[2] > area[0] and box[1] < area[3] and box[3] > area[1]
    )  # fmt: skip


def total_ink(image: pikepdf.Stream) -> int:
    """The most ink on a pixel of an image in inks, in percent."""
    picture = pikepdf.PdfImage(image).as_pil_image()
    if picture.mode != "CMYK":
        return 100
    names = ("c", "m", "y", "k")
    inks = dict(zip(names, picture.split(), strict=True))
    total: Image.Image = ImageMath.lambda_eval(_sum, **inks)
    most: Any = total.getextrema()[1]
    return round(float(most) * 100 / 255)


def _sum(parts: dict[str, Any]) -> Any:
    whole = parts["int"]
    return whole(parts["c"]) + whole(parts["m"]) + whole(parts["y"]) + whole(parts["k"])
