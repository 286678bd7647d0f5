"""What an edition for a shop has besides: Kobo's spans, and pictures of formulas and drawings."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.verification.difference import Code, Difference, quoted
from publish.verification.epub.finished import FinishedEpub
from publish.verification.epub.reader.plain import BLOCKS, KOBO, SPAN, is_formula
from publish.verification.markup import MATH, SVG, X, has_class
from publish.verification.pages.reader.addresses import resolve
from publish.verification.pages.reader.document import Document

_SURFACE = "shop markup"
_UNSPANNED = (f"{X}pre", f"{X}rp", f"{X}script", f"{X}style", MATH, SVG)


def check_shop_markup(finished: FinishedEpub) -> Iterator[Difference]:
    """Every sentence has one place, and every picture of a formula shows something."""
    shop = finished.edition.shop
    for document in finished.container.documents() if shop else ():
        root = document.as_stored()
        if shop and shop.markup == "kobo":
            yield from _check_places(document, root)
        yield from _check_formulas(finished, document, root)


def _check_places(document: Document, root: etree._Element) -> Iterator[Difference]:
    body = root.find(f"{X}body")
    if body is None:
        return
    names = [each.get("id", "") for each in root.iter(SPAN) if has_class(each, KOBO)]
    numbers = [_number(name) for name in names]
    if None in numbers or numbers != sorted(set(numbers), key=lambda each: each or (0, 0)):
        yield _difference(document, "identifiers of places", "in order, each once", "others")
    for text in _texts_without_place(body, inside=False):
        yield _difference(document, "text without a place", None, text)
    blocks = tuple(each.get("id") for each in body.iter(f"{X}div") if each.get("id") in BLOCKS)
    if blocks != BLOCKS:
        yield _difference(document, "blocks around the text", ", ".join(BLOCKS), str(blocks))


def _number(name: str) -> tuple[int, int] | None:
    head, *parts = name.split(".")
    if head != "kobo" or len(parts) != 2 or not all(map(str.isdigit, parts)):
        return None
    return int(parts[0]), int(parts[1])


def _texts_without_place(node: etree._Element, *, inside: bool) -> Iterator[str]:
    """The texts that no span has, or that two have."""
    if not isinstance(node.tag, str) or node.tag in _UNSPANNED:
        return
    spans = node.tag == SPAN and has_class(node, KOBO)
    if (spans and inside) or (not (spans or inside) and (node.text or "").strip()):
        yield node.text or ""
    for child in node:
        yield from _texts_without_place(child, inside=spans or inside)
        if not (spans or inside) and (child.tail or "").strip():
            yield child.tail or ""


def _check_formulas(
    finished: FinishedEpub, document: Document, root: etree._Element
) -> Iterator[Difference]:
    from publish.verification.pages.reader.fitted_picture import is_blank  # with Pillow

    files = finished.container.files
    for image in root.iter(f"{X}img"):
        if is_formula(image):
            address = resolve(image.get("src", ""), document.href)
            if is_blank(files.get(address, b"")):
                yield _difference(document, "picture of a formula", image.get("alt"), None)


def _difference(
    document: Document, aspect: str, expected: str | None, actual: str | None
) -> Difference:
    values = quoted(expected), quoted(actual)
    return Difference(Code.PLACE, _SURFACE, document.href, aspect, *values)
