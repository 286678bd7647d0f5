"""What differences in a new product mean for the one who builds it: whose fault, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from publish.diagnostics import Diagnostic, Severity, in_order
from publish.model.book import Edition
from publish.render.theme_folders import is_ours
from publish.version import __version__

_REPORT = "report it with these lines and the smallest part of the book that has them"


def explained(differences: Sequence[Diagnostic], edition: Edition) -> list[Diagnostic]:
    """The differences of an edition in the order of a report, with a hint at the first of them."""
    ordered = in_order(differences)
    first = next((each for each in ordered if _is_ours(each)), None)
    return [replace(each, hint=_hint(edition)) if each == first else each for each in ordered]


def _is_ours(each: Diagnostic) -> bool:
    return each.severity is Severity.ERROR and each.code.startswith("VER")


def _hint(edition: Edition) -> str:
    suspect = _suspect(edition)
    if suspect:
        return (
            f"the fault is not in the manuscript, but in {suspect} or in publish {__version__}: "
            f"build without it to see in which; correct it, or {_REPORT}"
        )
    return f"the fault is not in the manuscript, but in publish {__version__}: {_REPORT}"


def _suspect(edition: Edition) -> str:
    """What decides the appearance of an edition and is not ours; "" without any."""
    if edition.style_sheets:
        paths = (f"`{sheet.path}`" for sheet in edition.style_sheets.values())
        return f"the style sheet {', '.join(paths)}"
    return "" if is_ours(edition.theme) else f"the theme `{edition.theme}`"
