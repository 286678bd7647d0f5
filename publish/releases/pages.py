"""The pages of a release: its own, and that on what changed."""

from __future__ import annotations

from publish.model.book import Book
from publish.model.script import direction
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
            "name": each.file.name,
            "edition": each.edition.name,
            "media_type": each.file.media_type,
            "size": each.file.size,
            "pages": each.pages,
        }
        for each in release.editions
    ]
    renderer = Renderer(book, edition, load_theme(edition.theme))
    return renderer.render("catalogue.html.j2", files=files, cover=release.cover.href)


def changes_page(changes: BookChanges) -> str:
    """The page with the texts before and after side by side."""
    return render_page("changes.html.j2", changes=changes, direction=direction(changes.language))
