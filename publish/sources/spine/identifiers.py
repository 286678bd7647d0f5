"""Identifiers of sections: stable, unique in the book, valid in XML and URLs."""

from __future__ import annotations

import re
import unicodedata

from publish.diagnostics import Location, Report
from publish.sources.markdown.shaping.addresses import check_identifier


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; empty when the text has none."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")[:60].rstrip("-")


class Identifiers:
    """Allocates identifiers: a requested one is kept or refused, a derived one gets a number."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._places: dict[str, Location] = {}

    def allocate(self, requested: str | None, text: str, place: Location) -> str:
        """The identifier for something at `place` with the given text."""
        if requested:
            return self._requested(requested, place)
        base = slug(text) or "section"
        if not base[0].isalpha():
            base = f"s-{base}"
        return self._free(base, place)

    def _free(self, base: str, place: Location) -> str:
        name, count = base, 1
        while name in self._places:
            count += 1
            name = f"{base}-{count}"
        self._places[name] = place
        return name

    def _requested(self, name: str, place: Location) -> str:
        check_identifier(name, place, self._report)
        if first := self._places.get(name):
            message = f"the identifier `{name}` is used twice, first at {first}"
            self._report.add("STR-009", message, place)
            return self._free(name, place)
        self._places[name] = place
        return name
