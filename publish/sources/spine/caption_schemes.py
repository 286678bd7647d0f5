"""How captions are numbered, from `captions` and `caption-pattern` of the `[numbering]` table."""

from __future__ import annotations

import re

from publish.config.manifest import Manifest
from publish.diagnostics import Report
from publish.guesses import did_you_mean
from publish.model.caption import CAPTION_KINDS
from publish.model.scheme import CaptionScheme

_FIELD = re.compile(r"\{[^{}]*\}|[{}]")
_KEY = ("numbering", "caption-pattern")
_HINT = 'for example "{chapter}-{n}"'


def read_caption_schemes(manifest: Manifest, report: Report) -> dict[str, CaptionScheme]:
    """The scheme of each kind of caption; a pattern with `{chapter}` counts by chapter."""
    table = manifest.tables.numbering
    by_chapter, given = table.captions == "chapter", table.caption_pattern
    usual = "{chapter}.{n}" if by_chapter else "{n}"
    patterns = dict.fromkeys(CAPTION_KINDS, usual)
    if isinstance(given, dict):
        patterns |= _known(given, manifest, report)
    elif given:
        patterns = dict.fromkeys(CAPTION_KINDS, given)
    for pattern in dict.fromkeys(patterns.values()):
        _check(pattern, manifest, report)
    return {
        name: CaptionScheme(pattern, by_chapter=by_chapter or "{chapter}" in pattern)
        for name, pattern in patterns.items()
    }


def _known(given: dict[str, str], manifest: Manifest, report: Report) -> dict[str, str]:
    for name in given.keys() - CAPTION_KINDS.keys():
        hint = did_you_mean(name, CAPTION_KINDS) or f"valid keys: {', '.join(CAPTION_KINDS)}"
        place = manifest.location_of(*_KEY, name)
        report.add("MAN-005", f"unknown key `{name}`", place, hint=hint)
    return {name: pattern for name, pattern in given.items() if name in CAPTION_KINDS}


def _check(pattern: str, manifest: Manifest, report: Report) -> None:
    fields = _FIELD.findall(pattern)
    if sorted(fields) not in (["{n}"], ["{chapter}", "{n}"]):
        message = (
            f"the pattern `{pattern}` needs one {{n}} for the number, and may have {{chapter}}"
        )
        report.add("MAN-015", message, manifest.location_of(*_KEY), hint=_HINT)
