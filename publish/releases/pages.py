"""The pages of a release: its own, and that on what changed."""

from __future__ import annotations

from publish.model.book import Book
from publish.model.script import direction
from publish.model.trade import Trade
from publish.releases.changes import BookChanges
from publish.releases.facts import Release
from publish.render.environment import Renderer
from publish.render.templates import render_page
from publish.render.theme import load_theme


def release_page(release: Release, book: Book) -> str:
    """The page with the cover, the description and the downloads."""
    edition = release.editions[0].edition
    files = [
        {
            "address": f"{each.file.name}/index.html" if each.is_site else each.file.name,
            "kind": "HTML" if each.is_site else each.edition.format.upper(),
            "edition": each.edition,
            "media_type": each.file.media_type,
            "size": each.file.size,
            "pages": each.pages,
            "prices": _costs(release.trade, each.edition.name),
            "is_site": each.is_site,
        }
        for each in release.editions
        if each.binding is None
    ]
    renderer = Renderer(book, edition, load_theme(edition.theme))
    return renderer.render(
        "catalogue.html.j2", files=files, cover=release.cover.href, url=release.trade.url
    )


def _costs(trade: Trade, edition: str) -> list[str]:
    """The prices of an edition that is not given away."""
    prices = trade.prices.get(edition, ())
    is_sold = any(not price.is_free for price in prices)
    return [f"{price.amount} {price.currency}" for price in prices] if is_sold else []


def changes_page(changes: BookChanges) -> str:
    """The page with the texts before and after side by side."""
    return render_page("changes.html.j2", changes=changes, direction=direction(changes.language))
