"""Content that keeps a PDF from meeting the standard of its edition, though it can be printed.

What is an error in every PDF is checked elsewhere: images without alternative text, characters
without a glyph, tables with missing cells.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from msgspec.structs import replace

from publish.diagnostics import Location, Report, Severity
from publish.model.book import Book, Edition, Standard
from publish.model.markup import X
from publish.model.xhtml import text_of
from publish.outputs.pdf.checks.manuscript_line import ManuscriptLines, line_of

_CMYK = b"/DeviceCMYK"
_PART = 1 << 16  # bytes of a file in memory at a time
_CMYK_SELECTED = re.compile(rb"/DeviceCMYK\s+cs\b", re.I)  # in content streams, uncompressed
_CMYK_IN_CSS = re.compile(r"device-cmyk\(", re.I)  # CSS Color 5, 7
_SVG = "image/svg+xml"
_ALT_TEXTS = etree.XPath(".//@alt")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_LEADS = (b"\xee", b"\xef", b"\xf3", b"\xf4")  # what those begin with in UTF-8
_LONGEST = 16_000  # characters of a string, each of two bytes (ISO 19005-2, 6.1.13: 32,767)


class Violation(NamedTuple):
    """Something that the standard forbids, the way out, and the place."""

    what: str
    remedy: str
    place: Location


def needs_linker(edition: Edition) -> bool:
    """Whether only the linker can make what an edition claims."""
    return edition.standard is Standard.UA2


def edition_needing_linker(book: Book, edition: Edition) -> Edition | None:
    """The edition itself or the one whose page numbers it has, if it needs the linker."""
    other = next((each for each in book.editions if each.name == edition.page_list), None)
    return next((each for each in (edition, other) if each and needs_linker(each)), None)


def report_linker_required(
    book: Book, edition: Edition, report: Report, severity: Severity
) -> None:
    """LAY-009 for an edition that needs the linker; with a warning it is left out."""
    cause = edition_needing_linker(book, edition) or edition
    key = "standard" if cause is edition else "page-list"
    place = edition.locations.get(key, Location(str(book.folder)))
    of = "" if cause is edition else f" has the page numbers of `{cause.name}`, which"
    left_out = "; it is left out" if severity is Severity.WARNING else ""
    message = (
        f"the edition `{edition.name}`{of} claims {cause.standard}, "
        f"which requires the linker{left_out}"
    )
    hint = f'build it without --no-link, or set standard = "{Standard.UA1}"'
    report.add("LAY-009", message, place, hint=hint, severity=severity)


def report_forbidden_text(
    book: Book, edition: Edition, lines: ManuscriptLines, report: Report
) -> None:
    """TXT-006 for everything in the text of a book that the standard of an edition forbids."""
    violations = (*_private_use_characters(book, lines), *_long_strings(book))
    _report("TXT-006", violations, edition, report)


def report_cmyk_colours(
    book: Book, edition: Edition, path: Path, style: str, report: Report
) -> None:
    """LAY-008 for CMYK colours in the finished file at `path`, where its standard forbids them.

    `style` is the style sheet that it was laid out with.
    """
    _report("LAY-008", _cmyk_colours(book, path, style), edition, report)


def _report(code: str, violations: Iterable[Violation], edition: Edition, report: Report) -> None:
    if edition.standard is Standard.NONE:
        return
    for what, remedy, place in violations:
        message = f"{what}: not allowed in {edition.standard} and PDF/A"
        hint = f'{remedy}, or claim no standard: standard = "{Standard.NONE}"'
        report.add(code, message, place, hint=hint)


def _cmyk_colours(book: Book, path: Path, style: str) -> Iterator[Violation]:
    """CMYK colours in a file that declares its colours as those of a screen (6.2.4.3)."""
    sources = [*_with_cmyk_colours(book, style)]
    if _declares_cmyk(path) or (sources and _paints_cmyk(path)):
        names = ", ".join(f"`{name}`" for name in (*_cmyk_photographs(book), *sources))
        what = f"CMYK colours in {names or 'the theme'}"
        yield Violation(what, "convert them to RGB", Location(str(book.folder)))


def _with_cmyk_colours(book: Book, style: str) -> Iterator[str]:
    """The style sheet and the drawings that name a CMYK colour."""
    if _CMYK_IN_CSS.search(style):
        yield "pdf.css"
    for resource in book.resources:
        if resource.media_type == _SVG and _CMYK_IN_CSS.search(
            resource.content.decode("utf-8", "replace")
        ):
            yield resource.href


def _declares_cmyk(path: Path) -> bool:
    """Whether a file names CMYK anywhere outside packed streams."""
    before = b""
    with path.open("rb") as file:
        while part := file.read(_PART):
            if _CMYK in before + part:
                return True
            before = part[-len(_CMYK) :]
    return False


def _paints_cmyk(path: Path) -> bool:
    """Whether anything in a file is painted in CMYK; a colour that is only declared is allowed."""
    import pikepdf  # which a book without such colours does not wait for

    with pikepdf.open(path) as pdf:
        streams = (each for each in pdf.objects if isinstance(each, pikepdf.Stream))
        painting = (each for each in streams if each.get("/Subtype") in (None, "/Form"))
        return any(_CMYK_SELECTED.search(each.read_bytes()) for each in painting)


def _cmyk_photographs(book: Book) -> Iterator[str]:
    from PIL import Image

    for resource in book.resources:
        if resource.media_type == "image/jpeg":
            with Image.open(io.BytesIO(resource.content)) as image:
                if image.mode == "CMYK":
                    yield resource.href


def is_private_use(character: str) -> bool:
    """Whether a character is one of private use."""
    return _PRIVATE_USE.match(character) is not None


def _private_use_characters(book: Book, lines: ManuscriptLines) -> Iterator[Violation]:
    """Characters of private use, which have no meaning for a reader of the file (6.2.11.7.3)."""
    for section in book.walk():
        markup = book.markup_of(section)
        if not (_PRIVATE_USE.search(section.title) or any(map(markup.__contains__, _LEADS))):
            continue
        alt_texts = map(str, _ALT_TEXTS(section.body))
        text = "".join((section.title, text_of(section.body), *alt_texts))
        for char in sorted(set(_PRIVATE_USE.findall(text))):
            line = line_of(char, section.location, lines)
            what = f"the private-use character U+{ord(char):04X}"
            yield Violation(what, "replace it", replace(section.location, line=line))


def _long_strings(book: Book) -> Iterator[Violation]:
    """Images and links whose text or address is longer than a string may be (6.1.13)."""
    for section in book.walk():
        if len(book.markup_of(section)) <= _LONGEST:
            continue
        for node in section.body.iter(f"{X}img", f"{X}a"):
            text = node.get("alt") or text_of(node)
            if max(len(text), len(node.get("href", ""))) > _LONGEST:
                what = f"an image or link with more than {_LONGEST:,} characters"
                yield Violation(what, "shorten it", section.location)
