"""Checks any EPUB against what shops, devices and aggregators ask: the profiles.

A measure reads values of one kind from the file, each with what it is of; a rule limits them.

images.py     the images and the cover
texts.py      the documents and the style sheets
packages.py   the file, its package and its contents
limits.py     whether a value keeps to a rule, in words
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from publish.cache import NO_CACHE
from publish.diagnostics import Diagnostic, Location, Severity
from publish.model.shop import Measure, Rule, Shop
from publish.verification.difference import unreadable
from publish.verification.epub.reader.container import EpubContainer
from publish.verification.pages.reader.document import Unreadable
from publish.verification.shops import images, packages, texts
from publish.verification.shops.limits import broken
from publish.verification.shops.measured import Measured, OpenedEpub

MEASURES: Mapping[Measure, Callable[[OpenedEpub], Iterator[Measured]]] = {
    Measure.FILE_BYTES: packages.file_bytes,
    Measure.DOCUMENT_BYTES: texts.document_bytes,
    Measure.DOCUMENTS: packages.documents,
    Measure.COVER_SHORT_SIDE: images.cover_short_side,
    Measure.COVER_LONG_SIDE: images.cover_long_side,
    Measure.COVER_RATIO: images.cover_ratio,
    Measure.COVER_BYTES: images.cover_bytes,
    Measure.COVER_TYPE: images.cover_type,
    Measure.IMAGE_BYTES: images.image_bytes,
    Measure.IMAGE_PIXELS: images.image_pixels,
    Measure.IMAGE_SIDE: images.image_side,
    Measure.IMAGE_TYPE: images.image_type,
    Measure.IMAGE_TRAIT: images.image_trait,
    Measure.DRAWINGS: images.drawings,
    Measure.DRAWING_ELEMENT: images.drawing_elements,
    Measure.ELEMENT: texts.elements,
    Measure.STYLE_PROPERTY: texts.style_properties,
    Measure.STYLE_VALUE: texts.style_values,
    Measure.STYLE_FUNCTION: texts.style_functions,
    Measure.INLINE_STYLES: texts.inline_styles,
    Measure.REMOTE_FILES: texts.remote_files,
    Measure.TABLE_COLUMNS: texts.table_columns,
    Measure.ALT_CHARACTERS: texts.alt_characters,
    Measure.PART: packages.parts,
    Measure.FONT_TYPE: packages.font_types,
    Measure.FILE_NAME: packages.file_names,
    Measure.CONTENTS_DEPTH: packages.contents_depth,
    Measure.CONTENTS_ENTRIES: packages.contents_entries,
}
_CODES = {
    "file": "SHP-001", "document": "SHP-001", "documents": "SHP-001", "cover": "SHP-002",
    "image": "SHP-003", "drawings": "SHP-003", "drawing": "SHP-003", "part": "SHP-005",
    "contents": "SHP-006",
}  # fmt: skip
_CONSTRUCT = "SHP-004"


def code_of(measure: Measure) -> str:
    """The code of what breaks a rule about a measure."""
    if measure is Measure.FILE_NAME:
        return _CONSTRUCT
    return _CODES.get(measure.partition("-")[0], _CONSTRUCT)


def check_shops(path: Path, shops: Mapping[str, Shop]) -> Iterator[Diagnostic]:
    """What the EPUB at `path` breaks of the rules of each shop, as SHP-00x."""
    try:
        opened = OpenedEpub(path, EpubContainer(path, NO_CACHE))
        for name, shop in shops.items():
            for rule in shop.rule:
                yield from _check(opened, name, shop, rule)
    except Unreadable as error:
        yield unreadable("container", str(error)).diagnostic(str(path))


def _check(opened: OpenedEpub, name: str, shop: Shop, rule: Rule) -> Iterator[Diagnostic]:
    found = list(broken(rule, opened.measured(rule.of, MEASURES[rule.of])))
    if not found:
        return
    more = f", the first of {len(found)}" if len(found) > 1 else ""
    message = f"{shop.name}: {found[0]}{more}: {rule.says} [{name}/{rule.id}]"
    hint = f"{rule.hint} ({rule.source}, read on {rule.read})"
    severity = Severity(rule.severity)
    yield Diagnostic(code_of(rule.of), message, Location(str(opened.path)), severity, hint)


__all__ = ["MEASURES", "check_shops", "code_of"]
