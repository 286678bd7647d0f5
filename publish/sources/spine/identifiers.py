"""Identifiers of sections and anchors: stable, unique in the book, fit for XML and URLs."""

from __future__ import annotations

import re
import unicodedata

from publish.diagnostics import Location, Report
from publish.sources.markdown.shaping.addresses import check_identifier


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; empty when the text has none."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")[:60].rstrip("-")


class Names:
    """Hands out identifiers: a wished one is kept or refused, a derived one steps aside."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._places: dict[str, Location] = {}

    def claim(self, wished: str | None, text: str, place: Location) -> str:
        """The identifier for something that stands at `place` and reads `text`."""
        if wished:
            return self._keep(wished, place)
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

    def _keep(self, wished: str, place: Location) -> str:
        check_identifier(wished, place, self._report)
        if first := self._places.get(wished):
            message = f"the identifier `{wished}` is given twice, first at {first}"
            self._report.add("STR-009", message, place)
            return self._free(wished, place)
        self._places[wished] = place
        return wished
