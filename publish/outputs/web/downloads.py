"""The other editions of the book, which readers of the web edition can download."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from publish.model.artifact import Artifact
from publish.model.book import Edition
from publish.model.language import LocalizedWords
from publish.outputs.web.page_format import own_address

FOLDER = "downloads"
_KILO, _MEGA = 1_000, 1_000_000


class Download(msgspec.Struct, frozen=True):
    """A file to download, by its address in the edition and on the web, as a page shows it."""

    href: str
    address: str
    media_type: str
    kind: str
    facts: str


def downloads(
    edition: Edition, artifacts: Sequence[Artifact], words: LocalizedWords
) -> tuple[Download, ...]:
    """The files as the pages show them."""
    return tuple(_download(edition, artifact, words) for artifact in artifacts)


def _download(edition: Edition, artifact: Artifact, words: LocalizedWords) -> Download:
    href = f"{FOLDER}/{artifact.path.name}"
    pages = words.page_count.replace("{}", str(artifact.pages)) if artifact.pages else ""
    return Download(
        href,
        own_address(edition, href),
        artifact.media_type,
        artifact.path.suffix.removeprefix(".").upper(),
        ", ".join(filter(None, (_size(artifact.size), pages))),
    )


def _size(count: int) -> str:
    if count >= _MEGA:
        return f"{count / _MEGA:.1f} MB"
    return f"{max(1, round(count / _KILO))} kB"
