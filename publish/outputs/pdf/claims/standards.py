"""What keeps a PDF from meeting what its edition claims, though its pages can be printed.

What other checks refuse in every PDF is not looked for again: images without words, signs without a
font, tables with holes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from lxml import etree

from publish.config.manifest import load_manifest
from publish.diagnostics import Location, Report, Severity
from publish.model.book import Book, Edition, Standard
from publish.model.xhtml import X, text_of
from publish.outputs.pdf.checks.missing_glyphs import line_of

_INKS = b"/DeviceCMYK"
_PAINTED = re.compile(rb"/DeviceCMYK\s+cs\b", re.I)  # in content, which is compressed
_SVG = "image/svg+xml"
_MIXED = re.compile(r"device-cmyk\(", re.I)  # CSS Color 5, 7
_ALTERNATIVES = etree.XPath(".//@alt")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_LONGEST = 16_000  # signs of a string, each of two bytes (ISO 19005-2, 6.1.13: 32,767)


class Obstacle(NamedTuple):
    """What stands in the way, what to do about it, and where it is."""

    what: str
    cure: str
    place: Location


def takes_linker(edition: Edition) -> bool:
    """Whether nothing but the linker makes what an edition claims."""
    return edition.format == "pdf" and edition.standard is Standard.UA2


def linked_for(book: Book, edition: Edition) -> Edition | None:
    """What of an edition takes the linker: it, or the one whose page numbers it carries."""
    other = next((each for each in book.editions if each.name == edition.page_list), None)
    return next((each for each in (edition, other) if each and takes_linker(each)), None)


def report_unlinked(book: Book, edition: Edition, report: Report, severity: Severity) -> None:
    """LAY-009 for an edition that takes the linker: refused, or with a warning left out."""
    manifest = load_manifest(book.folder, Report())
    cause = linked_for(book, edition) or edition
    key = "standard" if cause is edition else "page-list"
    place = Location(str(book.folder))
    if manifest is not None and edition.name in manifest.editions:
        place = manifest.location_of("editions", edition.name, key)
    of = "" if cause is edition else f" has the page numbers of `{cause.name}`, which"
    left = ", and is left out" if severity is Severity.WARNING else ""
    message = (
        f"the edition `{edition.name}`{of} claims {cause.standard}, which takes the linker{left}"
    )
    hint = f'build it without --no-link, or write standard = "{Standard.UA1}"'
    report.add("LAY-009", message, place, hint=hint, severity=severity)


def report_obstacles(book: Book, edition: Edition, report: Report) -> None:
    """LAY-008 for each thing in the text of a book that the standard of an edition forbids."""
    _report((*_unspeakable(book), *_endless(book)), edition, report)


def report_inks(book: Book, edition: Edition, content: bytes, style: str, report: Report) -> None:
    """LAY-008 for colours in the finished file `content` that its standard forbids.

    `style` is the style sheet that it was laid out with.
    """
    _report(_inks(book, content, style), edition, report)


def _report(found: Iterable[Obstacle], edition: Edition, report: Report) -> None:
    if edition.standard is Standard.NONE:
        return
    for what, cure, place in found:
        message = f"{what}: no PDF with it meets {edition.standard} and PDF/A"
        hint = f'{cure}, or claim nothing: standard = "{Standard.NONE}"'
        report.add("LAY-008", message, place, hint=hint)


def _inks(book: Book, content: bytes, style: str) -> Iterator[Obstacle]:
    """Colours of inks, where the file says that its colours are those of a screen (6.2.4.3)."""
    named = [*_mixed(book, style)]
    if _INKS in content or (named and _is_painted(content)):
        names = ", ".join(f"`{name}`" for name in (*_separated(book), *named)) or "the theme"
        place = Location(str(book.folder))
        yield Obstacle(f"{names} has the colours of inks (CMYK)", "convert it to RGB", place)


def _mixed(book: Book, style: str) -> Iterator[str]:
    """What names a colour by its inks: the style sheet, and drawings."""
    if _MIXED.search(style):
        yield "pdf.css"
    for resource in book.resources:
        if resource.media_type == _SVG and _MIXED.search(
            resource.content.decode("utf-8", "replace")
        ):
            yield resource.href


def _is_painted(content: bytes) -> bool:
    """Whether something of a file is painted in inks; what is only written down is in no way."""
    import pikepdf  # which a book without such colours does not wait for

    with pikepdf.open(io.BytesIO(content)) as pdf:
        streams = (each for each in pdf.objects if isinstance(each, pikepdf.Stream))
        painting = (each for each in streams if each.get("/Subtype") in (None, "/Form"))
        return any(_PAINTED.search(each.read_bytes()) for each in painting)


def _separated(book: Book) -> Iterator[str]:
    """The photographs in the colours of inks."""
    from PIL import Image

    for resource in book.resources:
        if resource.media_type == "image/jpeg":
            with Image.open(io.BytesIO(resource.content)) as image:
                if image.mode == "CMYK":
                    yield resource.href


def _unspeakable(book: Book) -> Iterator[Obstacle]:
    """Signs of private use, of which nothing tells what they read as (6.2.11.7.3)."""
    for section in book.walk():
        told = "".join(
            (section.title, text_of(section.body), *map(str, _ALTERNATIVES(section.body)))
        )
        for sign in sorted(set(_PRIVATE.findall(told))):
            place = replace(section.location, line=line_of(sign, section.location))
            what = f"the sign U+{ord(sign):04X}, of private use"
            yield Obstacle(what, "write another", place)


def _endless(book: Book) -> Iterator[Obstacle]:
    """What a picture or link is told as, where it is longer than a string may be (6.1.13)."""
    for section in book.walk():
        for node in section.body.iter(f"{X}img", f"{X}a"):
            told = node.get("alt") or text_of(node)
            if max(len(told), len(node.get("href", ""))) > _LONGEST:
                what = f"a picture or link with more than {_LONGEST:,} signs"
                yield Obstacle(what, "shorten it", section.location)
