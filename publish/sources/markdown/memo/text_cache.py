"""What reading made of a text, kept by its content and all that it asked of the book around it.

A text that asks for no edition is kept for all of them, one that does for each of them apart. What
is made anew goes through the same writing and parsing as what was kept, so that both lead to the
same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from publish.cache import digest, toolchain
from publish.diagnostics import Diagnostic, Location, Report, Severity
from publish.model.features import TextFeature
from publish.sources.markdown.context.fragments import Fragments
from publish.sources.markdown.context.reading_context import Asked, Manuscript
from publish.sources.markdown.context.source_file import Page
from publish.sources.markdown.memo.prefetch import Ahead, Coming
from publish.sources.markdown.shaping.parsed_text import Shape, holdings, restored, written

_KIND, _FRAGMENTS = "text", "fragments"


class _Told(msgspec.Struct, frozen=True, array_like=True):
    """A diagnostic as it is kept."""

    code: str
    message: str
    path: str
    line: int
    column: int
    severity: Severity
    hint: str | None


class _Kept(msgspec.Struct, frozen=True):
    """A text that was shaped: `files` are those that it opened, with the hash of their bytes."""

    content: bytes
    told: list[_Told]
    files: dict[str, str]
    edition: bool
    holds: list[TextFeature]


class _Names(NamedTuple):
    """The keys that a text may be kept by: for all editions, or for those of its conditions."""

    shared: str
    own: str

    def of(self, kept: _Kept) -> str:
        """The one for what was made of the text."""
        return self.own if kept.edition else self.shared


_DECODER = msgspec.msgpack.Decoder(_Kept)


def shaped(text: str, page: Page, ahead: Ahead) -> Shape | None:
    """A text as XHTML; None, with a diagnostic, if it cannot be read."""
    around, names = page.manuscript, _names(text, page)
    kept = _found(names, around, ahead)
    if kept is None:
        ahead.missed(page.file, partial(_before_their_turn, around))
        kept = _found(names, around, ahead) or _made(names, text, page)
    if kept is None:
        return None
    around.asked.files.update(kept.files)
    around.asked.edition |= kept.edition
    around.asked.holds.update(kept.holds)
    page.report.extend(map(_diagnostic, kept.told))
    return restored(kept.content)


def _before_their_turn(around: Manuscript, texts: Sequence[Coming]) -> dict[str, bytes]:
    """Those of some texts that are new, by key; what cannot be read is told in its turn."""
    made: dict[str, bytes] = {}
    for file, language in texts:
        silent = replace(around, report=Report(), asked=Asked())
        text = silent.text(file, Location(""))
        if text is not None:
            page = Page(file, silent, language)
            names = _names(text, page)
            kept = None if _found(names, silent, Ahead()) else _made(names, text, page)
            if kept is not None:
                made[names.of(kept)] = msgspec.msgpack.encode(kept)
    return made


def _names(text: str, page: Page) -> _Names:
    """All that a text is read by, beside the files that it opens."""
    around = page.manuscript
    settings = (
        str(around.folder),
        page.file,
        page.own_language,
        around.language,
        sorted(around.variables.items()),
        around.cites,
    )
    shared = digest(toolchain(), repr(settings), text)
    return _Names(shared, digest(shared, *sorted(around.conditions)))


def _found(names: _Names, manuscript: Manuscript, ahead: Ahead) -> _Kept | None:
    """What was made of a text before, if the files that it opened are what they were."""
    for key in names:
        kept = _decoded(ahead.take(key) or manuscript.cache.load(_KIND, key))
        files = kept.files.items() if kept else ()
        if kept and all(manuscript.fingerprint(name) == mark for name, mark in files):
            return kept
    return None


def _decoded(content: bytes | None) -> _Kept | None:
    try:
        return None if content is None else _DECODER.decode(content)
    except msgspec.DecodeError:
        return None


def _made(names: _Names, text: str, page: Page) -> _Kept | None:
    """A text that is shaped now and kept by its key; one that lacked a file is not kept."""
    from publish.sources.markdown.shaping.document import (
        shape,  # with the parser, for changed texts alone
    )

    own, asked, cache = Report(), Asked(), page.manuscript.cache
    name = _names("", page).shared  # the same, whatever the text says
    before = cache.load(_FRAGMENTS, name)
    fragments = Fragments(before)
    inner = replace(page.manuscript, report=own, asked=asked, fragments=fragments)
    made = shape(text, replace(page, manuscript=inner))
    if made is None:
        page.report.extend(own.diagnostics)
        return None
    if (found := fragments.content()) and found != before:
        cache.store(_FRAGMENTS, name, found)
    holds = holdings(made)
    told = list(map(_told, own.diagnostics))
    kept = _Kept(written(made), told, asked.files, asked.edition, holds)
    if "" not in kept.files.values():
        cache.store(_KIND, names.of(kept), msgspec.msgpack.encode(kept))
    return kept


def _told(diagnostic: Diagnostic) -> _Told:
    place = diagnostic.location
    found = (diagnostic.code, diagnostic.message, place.path, place.line, place.column)
    return _Told(*found, diagnostic.severity, diagnostic.hint)


def _diagnostic(told: _Told) -> Diagnostic:
    place = Location(told.path, told.line, told.column)
    return Diagnostic(told.code, told.message, place, told.severity, told.hint)
