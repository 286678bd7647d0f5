"""A finished page as a shop takes it: pictures for what it refuses, and its own markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from lxml import etree

from publish.cache import Cache, Memo
from publish.model.shop import Measure, Shop
from publish.outputs.epub.items import EPUB_PAGES, path_of
from publish.outputs.epub.shops.kobo import add_kobo_markup
from publish.outputs.pages.markup import find_all, parse_document
from publish.outputs.pages.page_finishing import FinishedPage, finished_page
from publish.outputs.pages.specs import PageSpec, relative_address
from publish.render.theme import Theme


class ShopPage(msgspec.Struct, frozen=True):
    """A page for a shop, and the pictures that it shows instead of something else, by name."""

    page: FinishedPage
    pictures: dict[str, bytes]


class _Inputs(msgspec.Struct, frozen=True):
    href: str
    content: bytes
    shop: Shop
    theme: str
    widths: Mapping[str, int]


_PAGES = Memo("shop-page", _Inputs, ShopPage)


def pages_for(
    shop: Shop,
    specs: Sequence[PageSpec],
    pages: Sequence[FinishedPage],
    theme: Theme,
    theme_inputs: str,
    widths: Mapping[str, int],
    cache: Cache,
) -> Iterator[ShopPage]:
    """Each page for a shop; `widths` are those of drawings that are pictures, by address."""

    def make(spec: PageSpec, page: FinishedPage) -> ShopPage:
        return _made(shop, spec.href, page, theme, widths)

    for spec, page in zip(specs, pages, strict=True):
        if not _concerns(shop, page, widths):
            yield ShopPage(page, {})
            continue
        inputs = _Inputs(spec.href, page.content, shop, theme_inputs, widths)
        yield _PAGES.get(cache, inputs, lambda spec=spec, page=page: make(spec, page))  # type: ignore[misc]


def _concerns(shop: Shop, page: FinishedPage, widths: Mapping[str, int]) -> bool:
    """Whether a page has anything that becomes something else."""
    kinds = {"mathml": "math", "svg": "svg"}
    refused = any(shop.refuses(Measure.ELEMENT, kinds[each]) for each in page.vocabularies)
    return bool(refused or shop.markup or (widths and b"<img" in page.content))


def _made(
    shop: Shop, href: str, page: FinishedPage, theme: Theme, widths: Mapping[str, int]
) -> ShopPage:
    from publish.outputs.epub.shops.twins import replace_with_pictures  # slow, for new pages

    root = parse_document(page.content.decode())
    _set_widths(root, href, widths)
    pictures = dict(replace_with_pictures(root, shop, theme))
    for image in find_all(root, "img"):
        if (name := image.get("src", "")) in pictures:
            image.set("src", relative_address(name, href))
    if shop.markup == "kobo":
        add_kobo_markup(root)
    return ShopPage(finished_page(root, path_of(href), EPUB_PAGES), pictures)


def _set_widths(root: etree._Element, href: str, widths: Mapping[str, int]) -> None:
    addresses = {relative_address(target, href): width for target, width in widths.items()}
    for image in find_all(root, "img"):
        width = addresses.get(image.get("src", ""))
        if width and not {"width", "style"} & set(image.attrib):
            image.set("style", f"width: {width}px")  # the sheet overrides an attribute `width`
