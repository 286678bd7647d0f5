"""Objects of the layout, from the cache or the press."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import msgspec

from publish.cache import Cache, digest, toolchain
from publish.errors import LayoutError
from publish.model.book import Resource
from publish.outputs.pdf.document.pieces import Copy
from publish.outputs.pdf.exchange.jobs import FontJob, PieceJob
from publish.outputs.pdf.exchange.object_file import (
    EmbeddedFont,
    FontUse,
    Piece,
    decode_font,
    decode_piece,
)
from publish.outputs.pdf.schedule.pool import Press
from publish.render.theme import Font

_PIECES, _FACES = "pdf-piece", "pdf-face"

# Told of each piece that is there: the piece, and whether it was laid out just now.
Progress = Callable[[Copy, Piece, bool], None]


class _Begun(NamedTuple):
    """A piece that was begun: the number of its job, or None where the cache holds it."""

    key: str
    job: PieceJob
    number: int | None


class Store:
    """Fetches pieces and fonts by what they are made from, and has made what is not there.

    Before it waits for the press, it does what is to be done `meanwhile`.
    """

    def __init__(
        self,
        cache: Cache,
        press: Press,
        style: str,
        resources: Sequence[Resource],
        progress: Progress,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> None:
        self._cache, self._press, self._progress = cache, press, progress
        self._meanwhile = meanwhile
        self._begun: dict[Copy, _Begun] = {}
        self._setup = digest(toolchain(), style)
        self._resources = {
            each.href.encode(): digest(each.href, each.media_type, each.content)
            for each in sorted(resources, key=lambda each: each.href)
        }
        # The longest first: of two names that begin alike, the whole of the longer one.
        names = sorted(map(re.escape, self._resources), key=len, reverse=True)
        self._names = re.compile(b"|".join(names))

    def begin(self, copy: Copy, document: bytes) -> None:
        """Have a piece laid out, unless it was before; `take` it before it is begun again."""
        key = self._key(copy, document)
        job = PieceJob(copy.title, copy.section, document, copy.open)
        known = self._cache.contains(_PIECES, key)
        self._begun[copy] = _Begun(key, job, None if known else self._press.begin(job))

    def take(self, copy: Copy) -> Piece:
        """A piece that was begun, as soon as it is there."""
        begun = self._begun.pop(copy)
        known = self._load(begun.key) if begun.number is None else None
        piece = known or self._laid_out(begun)
        self._progress(copy, piece, known is None)
        return piece

    def _laid_out(self, begun: _Begun) -> Piece:
        """A piece from the press, which has it under way unless the cache seemed to hold it."""
        number = self._press.begin(begun.job) if begun.number is None else begun.number
        self._meanwhile()
        content = self._press.take(number)
        self._cache.store(_PIECES, begun.key, content)
        return decode_piece(content)

    def _key(self, copy: Copy, document: bytes) -> str:
        named = set(self._names.findall(document)) if self._resources else ()
        used = [known for name, known in self._resources.items() if name in named]
        return digest(self._setup, document, *copy.open, *used)

    def _load(self, key: str) -> Piece | None:
        content = self._cache.load(_PIECES, key)
        if content is None:
            return None
        try:
            return decode_piece(content)
        except msgspec.DecodeError:
            return None

    def embed(self, pieces: Iterable[Piece], fonts: Iterable[Font]) -> dict[str, EmbeddedFont]:
        """The fonts of all pieces, each once, with the glyphs of all."""
        faces: dict[str, EmbeddedFont] = {}
        begun: dict[str, tuple[str, int]] = {}
        paths: dict[str, str] = {}
        for use in union(pieces):
            key = digest(toolchain(), msgspec.msgpack.encode(use))
            if content := self._cache.load(_FACES, key):
                faces[use.name] = decode_font(content)
                continue
            paths = paths or _programs(fonts)
            if use.program not in paths:
                message = f"the layout took the font “{use.attributes['family']}” from elsewhere"
                raise LayoutError(
                    message, hint="name only families of the theme in its style sheet"
                )
            job = FontJob(str(use.attributes["family"]), use, paths[use.program])
            begun[use.name] = key, self._press.begin(job)
        for name, (key, number) in begun.items():
            content = self._press.take(number)
            self._cache.store(_FACES, key, content)
            faces[name] = decode_font(content)
        return faces


def union(pieces: Iterable[Piece]) -> list[FontUse]:
    """What all pieces show of each font; where two read a glyph otherwise, the first is right."""
    fonts: dict[str, FontUse] = {}
    for piece in pieces:
        for use in piece.fonts:
            if use.name not in fonts:
                fonts[use.name] = FontUse(use.name, use.program, use.attributes, {}, {})
            whole = fonts[use.name]
            for glyph, words in use.to_unicode.items():
                whole.to_unicode.setdefault(glyph, words)
            for glyph, width in use.widths.items():
                whole.widths.setdefault(glyph, width)
    return [
        msgspec.structs.replace(
            use,
            to_unicode=dict(sorted(use.to_unicode.items())),
            widths=dict(sorted(use.widths.items())),
        )
        for _, use in sorted(fonts.items())
    ]


def _programs(fonts: Iterable[Font]) -> dict[str, str]:
    """The font files in the folders of a theme's fonts, which the layout knows, by their hash."""
    folders = sorted({font.path.parent for font in fonts})
    paths = (path for folder in folders for path in sorted(folder.iterdir()) if path.is_file())
    return {hashlib.sha256(path.read_bytes()).hexdigest(): str(path) for path in paths}
