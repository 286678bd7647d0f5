"""The macros of formulas that a manifest defines."""

from __future__ import annotations

from collections.abc import Mapping

from publish.config.manifest import Manifest
from publish.diagnostics import Report


def read_macros(manifest: Manifest, report: Report) -> Mapping[str, str]:
    """The table `[math.macros]`; a definition that cannot be used is reported and left out."""
    macros = manifest.tables.math.macros
    if not macros:
        return {}
    from publish.sources.latex.conversion import check_macros

    wrong = check_macros(macros)
    for name, error in wrong.items():
        place = manifest.location_of("math", "macros", name)
        report.add("TXT-011", f"macro `{name}`: {error.message}", place, hint=error.hint)
    return {name: text for name, text in macros.items() if name not in wrong}
