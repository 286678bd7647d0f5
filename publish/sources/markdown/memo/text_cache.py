"""Parsed texts, cached by their content and all that their reading depended on.

A text without conditions is stored for all editions, one with conditions for each edition apart. A
new result is serialised and deserialised as a cached one is, so that both give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import msgspec
from msgspec.structs import replace

from publish.cache import InputGroup, Memo, Slot
from publish.diagnostics import Diagnostic, Location, Report
from publish.model.features import TextFeature
from publish.model.language import OwnWords
from publish.processes import ForkedTask
from publish.sources.markdown.context.fragments import Fragments, StoredFragments
from publish.sources.markdown.context.reading_context import ReadDependencies, ReadingContext
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.memo.prefetch import Prefetch, UpcomingText
from publish.sources.markdown.shaping.parsed_text import (
    ParsedText,
    deserialise,
    detect_features,
    serialise,
)


class _FragmentInputs(InputGroup, frozen=True):
    """The settings that a text is read with; every content of the text has the same."""

    book: str
    file: str
    language: str
    book_language: str
    own_words: OwnWords
    variables: dict[str, str]
    macros: dict[str, str]
    has_bibliography: bool


class _TextInputs(msgspec.Struct, frozen=True):
    """`conditions` are those of the edition for a text that has any."""

    settings: _FragmentInputs
    text: str
    conditions: list[str] | None


class _CachedText(msgspec.Struct, frozen=True):
    """A parsed text; `files` are those that it opened, with the hash of their bytes."""

    content: bytes
    diagnostics: list[Diagnostic]
    files: dict[str, str]
    edition: bool
    features: list[TextFeature]
    left_out: dict[str, str]


_FRAGMENTS = Memo("fragments", _FragmentInputs, StoredFragments)
_TEXTS = Memo("text", _TextInputs, _CachedText)


class _Slots(msgspec.Struct, frozen=True):
    """The places of a text in the cache: for all editions, or for those of its conditions."""

    shared: Slot[_CachedText]
    of_edition: Slot[_CachedText]

    @classmethod
    def of(cls, text: str, source: SourceFile) -> _Slots:
        """Those of a text, by all that it is parsed from except for the files that it opens."""
        context, settings = source.context, _settings(source)
        conditions = sorted(context.conditions)
        shared = _TEXTS.at(context.cache, _TextInputs(settings, text, None))
        return cls(shared, _TEXTS.at(context.cache, _TextInputs(settings, text, conditions)))

    def for_entry(self, entry: _CachedText) -> Slot[_CachedText]:
        """The place for an entry."""
        return self.of_edition if entry.edition else self.shared


def read_parsed(text: str, source: SourceFile, prefetch: Prefetch) -> ParsedText | None:
    """A text as XHTML; None, with a diagnostic, if it cannot be parsed."""
    context, slots = source.context, _Slots.of(text, source)
    entry = _lookup(slots, context, prefetch)
    if entry is None and prefetch.collect():
        entry = _lookup(slots, context, prefetch)
    if entry is None:
        prefetch.note_cache_miss(source.file, partial(_parse_texts, context))
        entry = _lookup(slots, context, prefetch) or _parse_and_store(slots, text, source)
    if entry is None:
        return None
    context.dependencies.files.update(entry.files)
    context.dependencies.edition |= entry.edition
    context.dependencies.features.update(entry.features)
    context.dependencies.left_out.update(entry.left_out)
    source.report.extend(entry.diagnostics)
    return deserialise(entry.content)


def _parse_texts(context: ReadingContext, texts: Sequence[UpcomingText]) -> dict[str, bytes]:
    """The new ones of some texts, encoded, by key; errors are reported when their turn comes."""
    return dict(_parse_new(context, texts))


@contextmanager
def parsing_first(context: ReadingContext, prefetch: Prefetch) -> Iterator[None]:
    """While the spine is walked in the block, parse its first new text in a copy of this process.

    The result is stored, and found in its turn.
    """
    if context.while_parsing is None or context.processes == 1 or context.cache.folder is None:
        yield
        return
    with ForkedTask(partial(_parse_first, context, prefetch.upcoming)) as prefetch.first:
        context.while_parsing()
        yield


def _parse_first(context: ReadingContext, texts: Iterable[UpcomingText]) -> None:
    next(_parse_new(context, texts), None)


def _parse_new(
    context: ReadingContext, texts: Iterable[UpcomingText]
) -> Iterator[tuple[str, bytes]]:
    for file, language in texts:
        silent = replace(context, report=Report(), dependencies=ReadDependencies())
        text = silent.read_text(file, Location(""))
        if text is not None:
            source = SourceFile(file, silent, language)
            slots = _Slots.of(text, source)
            is_cached = _lookup(slots, silent, Prefetch()) is not None
            entry = None if is_cached else _parse_and_store(slots, text, source)
            if entry is not None:
                yield slots.for_entry(entry).key, _TEXTS.encode(entry)


def _settings(source: SourceFile) -> _FragmentInputs:
    context = source.context
    return _FragmentInputs(
        book=str(context.folder),
        file=source.file,
        language=source.own_language,
        book_language=context.language,
        own_words=context.own_words,
        variables=dict(context.variables),
        macros=dict(context.macros),
        has_bibliography=context.has_bibliography,
    )


def _lookup(slots: _Slots, context: ReadingContext, prefetch: Prefetch) -> _CachedText | None:
    """The entry of a text, if the files that it opened are unchanged."""
    for slot in (slots.shared, slots.of_edition):
        prefetched = prefetch.take(slot.key) if prefetch.has_results else None
        entry = _TEXTS.decode(prefetched) if prefetched is not None else None
        if entry is not None and _is_current(entry, context):
            return entry
        if entry := slot.load(context.current_hash):
            return entry
    return None


def _is_current(entry: _CachedText, context: ReadingContext) -> bool:
    """Whether the files that a copy of this process opened are unchanged; this one reads them too,
    so that it is known which files a build depends on."""
    return all(context.current_hash(name) == digest for name, digest in entry.files.items())


def _parse_and_store(slots: _Slots, text: str, source: SourceFile) -> _CachedText | None:
    """A text that is parsed and stored by its key; one with a missing file is not stored."""
    # Imported here because it brings the parser, which unchanged texts do not need.
    from publish.sources.markdown.shaping.document import parse_text

    report, dependencies = Report(), ReadDependencies()
    stored = _FRAGMENTS.at(source.context.cache, _settings(source))
    fragments = Fragments(stored.load())
    inner = replace(source.context, report=report, dependencies=dependencies, fragments=fragments)
    parsed = parse_text(text, replace(source, context=inner))
    if parsed is None:
        source.report.extend(report.diagnostics)
        return None
    if fragments.changed:
        stored.store(fragments.now)
    files, features = dependencies.files, detect_features(parsed)
    entry = _CachedText(
        content=serialise(parsed),
        diagnostics=report.diagnostics,
        files=files,
        edition=dependencies.edition,
        features=features,
        left_out=dependencies.left_out,
    )
    if "" not in files.values():
        slots.for_entry(entry).store(entry, recorded=files)
    return entry
