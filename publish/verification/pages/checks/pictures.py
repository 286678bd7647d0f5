"""Every picture of the book is in the file of its section, with its alternative text, in its
figure, and is the one that the book has there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from lxml import etree

from publish.cache import digest
from publish.model.section import Section
from publish.verification.alternatives import alternatives_in, compare_alternatives
from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.markup import SVG, X, has_class, is_in_note
from publish.verification.pages.finished import FinishedPages
from publish.verification.pages.picture_sources import picture_sources
from publish.verification.pages.reader.addresses import resolve
from publish.verification.pages.reader.document import Document
from publish.verification.pages.reader.pictures import fault_of_image

_SURFACE = "pictures"


def check_pictures(finished: FinishedPages) -> Iterator[Difference]:
    """What each document shows of the pictures."""
    sources = finished.memo(picture_sources)
    for opening in finished.openings_to_check:
        document = finished.section_map.documents.get(opening.id)
        if document is not None:
            shown = [resolve(each, document.href) for each in document.facts.images]
            compare = partial(_compare, finished, opening, document)
            of_shown = digest(repr([(each, sources.get(each)) for each in shown]))
            yield from finished.unless_verified(_SURFACE, opening, compare, of_shown)


def _compare(finished: FinishedPages, opening: Section, document: Document) -> Iterator[Difference]:
    subject = section_name(opening)
    bodies = [each.body for each in opening.in_file()]
    expected = chain.from_iterable(map(alternatives_in, bodies))
    yield from compare_alternatives(subject, expected, alternatives_in(document.root))
    right = Counter(chain.from_iterable(map(_figures, bodies)))
    shown = Counter(_figures(document.root))
    lost, extra = (right - shown).elements(), (shown - right).elements()
    for figure, found in zip(lost, extra, strict=False):
        yield _difference(subject, quoted(figure), quoted(found))
    yield from _compare_files(finished, subject, bodies, document)
    for image in document.root.iter(f"{X}img", SVG):
        if fault := fault_of_image(image):
            words = quoted(image.get("alt") or image.get("aria-label"))
            yield _difference(f"{words} of {subject}", "lines or colours", fault)


def _figures(root: etree._Element) -> Iterator[str]:
    """Each figure by its name and the number of its pictures; those in notes move."""
    for figure in root.iter(f"{X}figure"):
        if not is_in_note(figure):
            count = sum(map(_is_picture, figure.iter(f"{X}img", f"{X}table", SVG)))
            yield f"figure #{figure.get('id')} of {count} pictures"


def _is_picture(node: etree._Element) -> bool:
    if node.tag == f"{X}table":
        return has_class(node, "chart-data")
    return node.tag != SVG or next(node.iterancestors(SVG), None) is None


def _compare_files(
    finished: FinishedPages, subject: str, bodies: Sequence[etree._Element], document: Document
) -> Iterator[Difference]:
    """The files of the pictures by their alternative texts, which are compared elsewhere."""
    sources = finished.memo(picture_sources)
    right = _files(chain.from_iterable(body.iter(f"{X}img") for body in bodies))
    for words, shown in _files(document.root.iter(f"{X}img"), document.href).items():
        expected = right.get(words, [])
        in_order = len(expected) == len(shown)
        for number, address in enumerate(shown):
            names = expected[number : number + 1] if in_order else expected
            if address not in sources:
                yield _difference(f"{quoted(words)} of {subject}", "a file", quoted(address))
            elif (known := sources[address]) and names and not set(known) & set(names):
                values = quoted(", ".join(names)), quoted(known[0])
                yield _difference(f"{quoted(words)} of {subject}", *values)


def _files(images: Iterable[etree._Element], base: str = "") -> dict[str, list[str]]:
    """The files of some pictures by their alternative text."""
    files: dict[str, list[str]] = {}
    for image in images:
        words = " ".join(image.get("alt", "").split())
        files.setdefault(words, []).append(resolve(image.get("src", ""), base))
    return files


def _difference(subject: str, expected: str, found: str) -> Difference:
    return Difference(Code.PLACE, _SURFACE, subject, "picture", expected, found)
