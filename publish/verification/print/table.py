"""The rules of the preflight by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from publish.verification.print.finding import Rule
from publish.verification.print.rules import (
    barcode,
    claims,
    colours,
    contents,
    cover,
    images,
    sheets,
    strokes,
)

INTERIOR, COVER = "interior.pdf", "cover.pdf"
_BOTH = (INTERIOR, COVER)


class Row(NamedTuple):
    """A rule, and the files that it is about."""

    rule: Rule
    files: tuple[str, ...]


RULES: Mapping[str, Row] = {
    "PRE-001": Row(sheets.too_few_pages, (INTERIOR,)),
    "PRE-002": Row(sheets.too_many_pages, (INTERIOR,)),
    "PRE-003": Row(sheets.incomplete_signature, (INTERIOR,)),
    "PRE-004": Row(sheets.pages_differ, (INTERIOR,)),
    "PRE-005": Row(sheets.missing_box, _BOTH),
    "PRE-006": Row(sheets.cropped, _BOTH),
    "PRE-007": Row(sheets.wrong_bleed, (INTERIOR,)),
    "PRE-008": Row(sheets.marks_in_bleed, (INTERIOR,)),
    "PRE-009": Row(sheets.unwanted_marks, (INTERIOR,)),
    "PRE-010": Row(sheets.missing_marks, (INTERIOR,)),
    "PRE-011": Row(sheets.too_near_spine, (INTERIOR,)),
    "PRE-012": Row(sheets.too_near_edge, (INTERIOR,)),
    "PRE-013": Row(sheets.ends_at_trim, (INTERIOR,)),
    "PRE-014": Row(colours.rgb_colours, _BOTH),
    "PRE-015": Row(colours.rgb_images, _BOTH),
    "PRE-016": Row(colours.colour_in_black, (INTERIOR,)),
    "PRE-017": Row(colours.unknown_space, _BOTH),
    "PRE-018": Row(colours.ink_of_colours, _BOTH),
    "PRE-019": Row(colours.ink_of_images, _BOTH),
    "PRE-020": Row(colours.black_of_four, _BOTH),
    "PRE-021": Row(colours.translucent, _BOTH),
    "PRE-022": Row(images.poor_image, _BOTH),
    "PRE-023": Row(images.coarse_image, _BOTH),
    "PRE-024": Row(images.needless_pixels, _BOTH),
    "PRE-025": Row(images.forbidden_encoding, _BOTH),
    "PRE-026": Row(images.file_too_large, _BOTH),
    "PRE-027": Row(strokes.hairline, _BOTH),
    "PRE-028": Row(strokes.tiny_type, _BOTH),
    "PRE-029": Row(strokes.reversed_type, _BOTH),
    "PRE-030": Row(strokes.tinted_type, _BOTH),
    "PRE-031": Row(contents.annotated, _BOTH),
    "PRE-032": Row(contents.active, _BOTH),
    "PRE-033": Row(contents.has_form, _BOTH),
    "PRE-034": Row(contents.layered, _BOTH),
    "PRE-035": Row(contents.has_attachments, _BOTH),
    "PRE-036": Row(contents.encrypted, _BOTH),
    "PRE-037": Row(contents.navigable, _BOTH),
    "PRE-038": Row(claims.wrong_version, _BOTH),
    "PRE-039": Row(claims.unclaimed_standard, _BOTH),
    "PRE-040": Row(claims.missing_intent, _BOTH),
    "PRE-041": Row(claims.unwanted_profile, _BOTH),
    "PRE-042": Row(claims.unknown_trapping, _BOTH),
    "PRE-043": Row(claims.unnamed, _BOTH),
    "PRE-044": Row(claims.font_not_embedded, _BOTH),
    "PRE-045": Row(claims.font_of_drawings, _BOTH),
    "PRE-046": Row(cover.wrong_sheet, (COVER,)),
    "PRE-047": Row(cover.wrong_sheet_bleed, (COVER,)),
    "PRE-048": Row(cover.spine_too_thin, (COVER,)),
    "PRE-049": Row(cover.spine_text_at_fold, (COVER,)),
    "PRE-050": Row(cover.cover_text_at_edge, (COVER,)),
    "PRE-051": Row(barcode.wrong_barcode, (COVER,)),
    "PRE-052": Row(barcode.small_barcode, (COVER,)),
    "PRE-053": Row(barcode.crowded_barcode, (COVER,)),
    "PRE-054": Row(barcode.tinted_barcode, (COVER,)),
    "PRE-055": Row(cover.text_in_fold, (COVER,)),
    "PRE-056": Row(cover.pages_not_bound, (COVER,)),
    "PRE-057": Row(barcode.misplaced_barcode, (COVER,)),
    "PRE-058": Row(cover.other_interior, (COVER,)),
    "PRE-059": Row(colours.overprinting, _BOTH),
    "PRE-060": Row(claims.incomplete_metadata, _BOTH),
    "PRE-061": Row(contents.sets_press, _BOTH),
    "PRE-062": Row(colours.unordered_ink, _BOTH),
}
