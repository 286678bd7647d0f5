"""Objects of the layout, from the cache or a layout pool."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple, Protocol

import msgspec
from msgspec.structs import replace

from publish.cache import Cache, Memo, Slot, digest
from publish.files import sha256_of
from publish.model.book import Resource
from publish.outputs.pdf.document.piece_source import PieceSource
from publish.outputs.pdf.exchange.jobs import FontJob, PieceJob
from publish.outputs.pdf.exchange.object_file import (
    EmbeddedFont,
    FontUse,
    PieceHead,
    decode_font,
    decode_head,
)
from publish.outputs.pdf.schedule.laid_out_pieces import LaidOutPieces
from publish.outputs.pdf.schedule.pool import LayoutPool
from publish.outputs.pdf.schedule.progress import LayoutProgress
from publish.render.theme import Font


class _PieceInputs(msgspec.Struct, frozen=True):
    """`images` are hashes of those that the document shows, by name."""

    section: str
    title: str
    document: bytes
    style: str
    open_sections: Sequence[str]
    images: dict[str, str]


class _FontInputs(msgspec.Struct, frozen=True):
    font: str
    use: FontUse


_PIECES = Memo("pdf-piece", _PieceInputs, bytes)
_FONTS = Memo("pdf-font", _FontInputs, bytes)


class LayoutFiles(NamedTuple):
    """What the pieces of a book share: the style sheet, the images, and the fonts of its theme."""

    style: str
    resources: Sequence[Resource]
    fonts: Sequence[Font]


class PieceWatch(Protocol):
    """Wants the pages of a change before the others of its piece."""

    def note(self, source: PieceSource, document: bytes) -> None:
        """Take the document of a piece as the newest."""
        ...

    def find_change(self, source: PieceSource, document: bytes) -> int | None:
        """The number of the element that has changed, in a piece that is to be laid out."""
        ...

    def take_pages(self, store: ObjectStore, source: PieceSource, content: bytes) -> None:
        """Take the pages with it; `store` has their fonts."""
        ...

    def keep(self, fonts: Iterable[FontUse]) -> None:
        """Keep the documents, and these fonts of the book, for the next layout."""
        ...


class _Submitted(NamedTuple):
    """A piece in progress: the number of its job, or None where the cache has it."""

    slot: Slot[bytes]
    job: PieceJob
    number: int | None


class ObjectStore:
    """Loads pieces and fonts by the hash of their inputs, and has the missing ones made.

    All pieces are put into `pieces`. Before it waits for the pool it calls `while_laying_out`.
    """

    def __init__(
        self,
        cache: Cache,
        pool: LayoutPool,
        pieces: LaidOutPieces,
        files: LayoutFiles,
        progress: LayoutProgress,
        while_laying_out: Callable[[], None],
        watch: PieceWatch | None = None,
    ) -> None:
        self._cache, self._pool, self._progress = cache, pool, progress
        self._pieces, self._watch = pieces, watch
        self._while_laying_out = while_laying_out
        self._submitted: dict[PieceSource, _Submitted] = {}
        self._style, self._font_files = digest(files.style), files.fonts
        self._resources = {
            each.href.encode(): digest(each.href, each.media_type, each.content)
            for each in sorted(files.resources, key=lambda each: each.href)
        }
        # The longest first: of two names that begin alike, all of the longer one.
        names = sorted(map(re.escape, self._resources), key=len, reverse=True)
        self._names = re.compile(b"|".join(names))

    def submit(self, source: PieceSource, document: bytes) -> None:
        """Have a piece laid out, unless the cache has it; get its `result` before the next."""
        slot = self._slot(source, document)
        job = PieceJob(source.title, source.section_id, document, source.open_sections)
        number = None if slot.exists() else self._start(source, job)
        if self._watch:
            self._watch.note(source, document)
        self._submitted[source] = _Submitted(slot, job, number)

    def _start(self, source: PieceSource, job: PieceJob) -> int:
        """Submit a job, for which the place of its change may be known."""
        changed = self._watch.find_change(source, job.document) if self._watch else None
        if self._watch is None or changed is None:
            return self._pool.submit(job)
        on_pages = partial(self._watch.take_pages, self, source)
        return self._pool.submit(replace(job, changed=changed), on_pages)

    def result(self, source: PieceSource) -> PieceHead:
        """The head of a submitted piece; waits for it."""
        submitted = self._submitted.pop(source)
        content = submitted.slot.load() if submitted.number is None else None
        head = _head(content)
        is_cached = head is not None
        if content is None or head is None:
            content = self._lay_out(submitted)
            head = decode_head(content)
        self._pieces.put(source, content)
        self._progress.add(source, head, from_cache=is_cached)
        return head

    def _lay_out(self, submitted: _Submitted) -> bytes:
        """A piece from the pool, to which it was submitted unless the cache seemed to have it."""
        number = submitted.number
        if number is None:
            number = self._pool.submit(submitted.job)
        self._while_laying_out()
        content = self._pool.result(number)
        submitted.slot.store(content)
        return content

    def _slot(self, source: PieceSource, document: bytes) -> Slot[bytes]:
        named = set(self._names.findall(document)) if self._resources else ()
        images = {name.decode(): self._resources[name] for name in self._resources if name in named}
        inputs = _PieceInputs(
            section=source.section_id,
            title=source.title,
            document=document,
            style=self._style,
            open_sections=source.open_sections,
            images=images,
        )
        return _PIECES.at(self._cache, inputs)

    def embed_fonts(self, uses: Mapping[str, FontUse]) -> dict[str, EmbeddedFont]:
        """The fonts of a book, by their keys."""
        embedded: dict[str, EmbeddedFont] = {}
        submitted: dict[str, tuple[Slot[bytes], int]] = {}
        paths: dict[str, str] = {}
        for key, use in uses.items():
            family = str(use.attributes["family"])
            slot = _FONTS.at(self._cache, _FontInputs(family, use))
            if content := slot.load():
                embedded[key] = decode_font(content)
                continue
            paths = paths or _paths_by_hash(self._font_files)
            job = FontJob(family, use, paths[use.program])
            submitted[key] = slot, self._pool.submit(job)
        for key, (slot, number) in submitted.items():
            content = self._pool.result(number)
            slot.store(content)
            embedded[key] = decode_font(content)
        return embedded


def _head(content: bytes | None) -> PieceHead | None:
    """The head of a piece from the cache; None for none, or for what is no piece."""
    if content is None:
        return None
    try:
        return decode_head(content)
    except msgspec.DecodeError:
        return None


def _paths_by_hash(fonts: Iterable[Font]) -> dict[str, str]:
    """The files in the folders of a theme's fonts, which the layout may use, by their hash."""
    folders = sorted({font.path.parent for font in fonts})
    paths = (path for folder in folders for path in sorted(folder.iterdir()) if path.is_file())
    return {sha256_of(path.read_bytes()): str(path) for path in paths}
