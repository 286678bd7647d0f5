"""Parsed texts, cached by their content and all that their reading depended on.

A text without conditions is stored for all editions, one with conditions for each edition apart. A
new result is serialised and deserialised as a cached one is, so that both give the same bytes.
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
from publish.sources.markdown.context.reading_context import ReadDependencies, ReadingContext
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.memo.prefetch import Prefetch, UpcomingText
from publish.sources.markdown.shaping.parsed_text import (
    ParsedText,
    deserialise,
    detect_features,
    serialise,
)

_KIND, _FRAGMENTS = "text", "fragments"


class _CachedDiagnostic(msgspec.Struct, frozen=True, array_like=True):
    """A diagnostic as it is stored."""

    code: str
    message: str
    path: str
    line: int
    column: int
    severity: Severity
    hint: str | None


class _CachedText(msgspec.Struct, frozen=True):
    """A parsed text; `files` are those that it opened, with the hash of their bytes."""

    content: bytes
    diagnostics: list[_CachedDiagnostic]
    files: dict[str, str]
    edition: bool
    features: list[TextFeature]


class _Keys(NamedTuple):
    """The keys that a text may be stored by: for all editions, or for those of its conditions."""

    shared: str
    of_edition: str

    def of(self, entry: _CachedText) -> str:
        """The key for an entry."""
        return self.of_edition if entry.edition else self.shared


_DECODER = msgspec.msgpack.Decoder(_CachedText)


def read_parsed(text: str, source: SourceFile, prefetch: Prefetch) -> ParsedText | None:
    """A text as XHTML; None, with a diagnostic, if it cannot be parsed."""
    context, keys = source.context, _keys(text, source)
    entry = _lookup(keys, context, prefetch)
    if entry is None:
        prefetch.note_cache_miss(source.file, partial(_parse_texts, context))
        entry = _lookup(keys, context, prefetch) or _parse_and_store(keys, text, source)
    if entry is None:
        return None
    context.dependencies.files.update(entry.files)
    context.dependencies.edition |= entry.edition
    context.dependencies.features.update(entry.features)
    source.report.extend(map(_from_cached, entry.diagnostics))
    return deserialise(entry.content)


def _parse_texts(context: ReadingContext, texts: Sequence[UpcomingText]) -> dict[str, bytes]:
    """The new ones of some texts, encoded, by key; errors are reported when their turn comes."""
    results: dict[str, bytes] = {}
    for file, language in texts:
        silent = replace(context, report=Report(), dependencies=ReadDependencies())
        text = silent.read_text(file, Location(""))
        if text is not None:
            source = SourceFile(file, silent, language)
            keys = _keys(text, source)
            is_cached = _lookup(keys, silent, Prefetch()) is not None
            entry = None if is_cached else _parse_and_store(keys, text, source)
            if entry is not None:
                results[keys.of(entry)] = msgspec.msgpack.encode(entry)
    return results


def _keys(text: str, source: SourceFile) -> _Keys:
    """The hash of all that a text is parsed from, except for the files that it opens."""
    context = source.context
    settings = (
        str(context.folder),
        source.file,
        source.own_language,
        context.language,
        sorted(context.variables.items()),
        context.has_bibliography,
    )
    shared = digest(toolchain(), repr(settings), text)
    return _Keys(shared, digest(shared, *sorted(context.conditions)))


def _lookup(keys: _Keys, context: ReadingContext, prefetch: Prefetch) -> _CachedText | None:
    """The entry of a text, if the files that it opened are unchanged."""
    for key in keys:
        entry = _decode(prefetch.take(key) or context.cache.load(_KIND, key))
        files = entry.files.items() if entry else ()
        if entry and all(context.current_hash(name) == known for name, known in files):
            return entry
    return None


def _decode(content: bytes | None) -> _CachedText | None:
    try:
        return None if content is None else _DECODER.decode(content)
    except msgspec.DecodeError:
        return None


def _parse_and_store(keys: _Keys, text: str, source: SourceFile) -> _CachedText | None:
    """A text that is parsed and stored by its key; one with a missing file is not stored."""
    # Imported here because it brings the parser, which unchanged texts do not need.
    from publish.sources.markdown.shaping.document import parse_text

    report, dependencies, cache = Report(), ReadDependencies(), source.context.cache
    key = _keys("", source).shared  # the same for every content of the text
    before = cache.load(_FRAGMENTS, key)
    fragments = Fragments(before)
    inner = replace(source.context, report=report, dependencies=dependencies, fragments=fragments)
    parsed = parse_text(text, replace(source, context=inner))
    if parsed is None:
        source.report.extend(report.diagnostics)
        return None
    if (encoded := fragments.encoded()) and encoded != before:
        cache.store(_FRAGMENTS, key, encoded)
    features = detect_features(parsed)
    diagnostics = list(map(_to_cached, report.diagnostics))
    entry = _CachedText(
        serialise(parsed), diagnostics, dependencies.files, dependencies.edition, features
    )
    if "" not in entry.files.values():
        cache.store(_KIND, keys.of(entry), msgspec.msgpack.encode(entry))
    return entry


def _to_cached(diagnostic: Diagnostic) -> _CachedDiagnostic:
    place = diagnostic.location
    start = (diagnostic.code, diagnostic.message, place.path, place.line, place.column)
    return _CachedDiagnostic(*start, diagnostic.severity, diagnostic.hint)


def _from_cached(cached: _CachedDiagnostic) -> Diagnostic:
    place = Location(cached.path, cached.line, cached.column)
    return Diagnostic(cached.code, cached.message, place, cached.severity, cached.hint)
