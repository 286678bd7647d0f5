"""The standards that editions claim, as far as the book can keep them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from publish.model.book import Edition, Standard
from publish.model.formats import format_of
from publish.sources.spine.images import Images


def with_true_claims(editions: Sequence[Edition], images: Images) -> tuple[Edition, ...]:
    """The editions, of which those with pages claim no standard that requires alternative texts."""
    if not images.has_undescribed or images.requires_alt_text:
        return tuple(editions)
    return tuple(_with_true_claim(edition) for edition in editions)


def _with_true_claim(edition: Edition) -> Edition:
    has_pages = format_of(edition.format).has_pages
    return replace(edition, standard=Standard.NONE) if has_pages else edition
