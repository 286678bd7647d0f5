"""The standards that editions claim, as far as the book can keep them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from publish.diagnostics import Report
from publish.model.book import Edition, Standard
from publish.model.formats import format_of
from publish.sources.spine.images import Images


def with_true_claims(
    editions: Sequence[Edition], images: Images, report: Report
) -> tuple[Edition, ...]:
    """The editions, of which those with pages claim no standard that requires alternative texts.

    It is an error where the manifest names the standard.
    """
    if not images.has_undescribed or images.requires_alt_text:
        return tuple(editions)
    return tuple(_with_true_claim(edition, report) for edition in editions)


def _with_true_claim(edition: Edition, report: Report) -> Edition:
    if edition.standard is Standard.NONE or not format_of(edition.format).has_pages:
        return edition
    if place := edition.locations.get("standard"):
        message = f"{edition.standard} requires alternative text, which an image lacks"
        hint = f'describe the images, or set standard = "{Standard.NONE}"'
        report.add("RES-005", message, place, hint=hint)
    return replace(edition, standard=Standard.NONE)
