"""Whether a page for a printer is drawn as that of the screen: the same operators but for colours.

That is a quick proof that both show the same in the same place, of all pages but a few. What it
does not prove may be the same for all that, and is read again by other means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import chain

import pikepdf

# Lines that only set colours. A line is all that is looked at, so that this takes little time.
_COLOURS = re.compile(
    rb"\n(?:(?:(?:[-+.\d]++|/\S++) ){1,4}+(?:rg|RG|g|G|k|K|sc|SC|scn|SCN|cs|CS)(?: |(?=\n)))+(?=\n)"
)
_MARKS = re.compile(rb"\AQ q /Marks\S+ Do Q\s*\Z")
_DEEPEST = 12  # forms in forms
Identity = tuple[int, int]


class DrawnPages:
    """The pages of a file as what draws them, without colours."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pages = list(pdf.pages)
        self._digests: dict[Identity, bytes] = {}

    def other_than(self, screen: DrawnPages, pages: Iterable[int]) -> Iterator[int]:
        """Those of some pages that are not drawn as that of the `screen`, or are not blank if there
        is none."""
        for number in pages:
            if self._page(number) != (screen._page(number) or _BLANK):
                yield number

    def _page(self, number: int) -> tuple[bytes, tuple[bytes, ...]] | None:
        if number >= len(self._pages):
            return None
        page = self._pages[number]
        parts = [part.read_bytes() for part in _parts(page.obj.get("/Contents"))]
        if len(parts) > 1 and parts[0].strip() == b"q" and _MARKS.match(parts[-1]):
            parts = parts[1:-1]
        return _without_colours(b"\n".join(parts)), self._resources(page.obj, 0)

    def _resources(self, holder: pikepdf.Object, depth: int) -> tuple[bytes, ...]:
        """What the fonts, forms and images of a page or form are, by their names."""
        resources = holder.get("/Resources", pikepdf.Dictionary())
        kinds = (resources.get(kind, pikepdf.Dictionary()) for kind in ("/Font", "/XObject"))
        named = chain.from_iterable(kind.items() for kind in kinds)
        shown = sorted((name, each) for name, each in named if not name.startswith("/Marks"))
        return tuple(name.encode() + self._digest(each, depth) for name, each in shown)

    def _digest(self, each: pikepdf.Object, depth: int) -> bytes:
        if each.objgen not in self._digests:
            self._digests[each.objgen] = sha256(b"\0".join(self._facts(each, depth))).digest()
        return self._digests[each.objgen]

    def _facts(self, each: pikepdf.Object, depth: int) -> Iterator[bytes]:
        if each.get("/Subtype") == "/Image":
            yield f"{each.get('/Width')} {each.get('/Height')}".encode()
        elif isinstance(each, pikepdf.Stream):
            yield _without_colours(each.read_bytes())
            yield repr([*map(float, each.get("/Matrix", pikepdf.Array()))]).encode()
            if depth < _DEEPEST:
                yield from self._resources(each, depth + 1)
        else:
            yield from _font(each)


def _font(font: pikepdf.Object) -> Iterator[bytes]:
    """What letters a font has: its file, and the names of what it lacks."""
    for each in (font, *font.get("/DescendantFonts", pikepdf.Array())):
        descriptor = each.get("/FontDescriptor", pikepdf.Dictionary())
        yield str(each.get("/BaseFont")).encode()
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            if key in descriptor:
                yield descriptor[key].read_raw_bytes()


def _without_colours(content: bytes) -> bytes:
    return _COLOURS.sub(b"", b"\n" + content).strip()


def _parts(contents: pikepdf.Object | None) -> Iterator[pikepdf.Stream]:
    if isinstance(contents, pikepdf.Stream):
        yield contents
    elif isinstance(contents, pikepdf.Array):
        yield from (part for part in iter(contents) if isinstance(part, pikepdf.Stream))


_BLANK = (b"q Q", ())
