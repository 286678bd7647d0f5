"""Local cures for the engine's slow places: less work for the same bytes.

WeasyPrint 70.0 spends most of its time in the interpreter, in a few dozen functions that do more
than the case at hand asks for. Each module here holds one cure: functions that take the place of
the engine's, give the same result for the common case in less time, and hand the rest to the
original. Every one is written so that it could be offered upstream as it is.

A cure is applied only where it is known to hold: under the version of WeasyPrint that it was
written for, and where the source of what it replaces is, by its SHA-256, what was cured.
PUBLISH_CURES=off leaves the engine as it is; a list of names, `style,draw`, applies these alone.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from typing import Any

import weasyprint

from publish.errors import UsageError
from publish.outputs.pdf.layout.speedups import (
    background,
    cascade,
    collide,
    context,
    draw,
    flow,
    instance,
    justify,
    lines,
    outline,
    pages,
    percent,
    refs,
    strut,
    style,
    text,
)
from publish.outputs.pdf.layout.speedups.patch import Cure

ENVIRONMENT = "PUBLISH_CURES"
VERSION = "70.0"

CURES: tuple[Cure, ...] = (
    refs.CURE,
    style.CURE,
    context.CURE,
    text.CURE,
    draw.CURE,
    lines.CURE,
    cascade.CURE,
    pages.CURE,
    instance.CURE,
    flow.CURE,
    percent.CURE,
    justify.CURE,
    background.CURE,
    outline.CURE,
    strut.CURE,
    collide.CURE,
)

_log = logging.getLogger(__name__)
_replaced: dict[str, list[tuple[Any, str, Any]]] = {}


def apply(names: Iterable[str] | None = None) -> frozenset[str]:
    """Apply the cures of these names, by default those that the environment asks for.

    Gives the names of all cures now in force. Asking twice does nothing. A cure that does not fit
    the engine is left out, and the log says why. Raises `UsageError` for a name that is no cure.
    """
    wanted = _asked() if names is None else frozenset(names)
    if unknown := wanted - {cure.name for cure in CURES}:
        known = ", ".join(cure.name for cure in CURES)
        raise UsageError(f"no cure is called {', '.join(sorted(unknown))}", hint=f"known: {known}")
    if wanted and weasyprint.__version__ != VERSION:
        _log.info("no cures: WeasyPrint is %s, not %s", weasyprint.__version__, VERSION)
        return frozenset(_replaced)
    for cure in CURES:
        if cure.name in wanted and cure.name not in _replaced:
            _apply(cure)
    return frozenset(_replaced)


def withdraw() -> None:
    """Give the engine back everything that was replaced."""
    while _replaced:
        _, places = _replaced.popitem()
        for home, name, original in reversed(places):
            setattr(home, name, original)


def _asked() -> frozenset[str]:
    asked = os.environ.get(ENVIRONMENT, "")
    if asked == "off":
        return frozenset()
    return frozenset(asked.split(",") if asked else (cure.name for cure in CURES))


def _apply(cure: Cure) -> None:
    if reason := cure.hindrance():
        _log.info("cure %s is left out: %s", cure.name, reason)
        return
    places = _replaced.setdefault(cure.name, [])
    for patch in cure.patches:
        original = patch.present
        for home in list(patch.places()):
            places.append((home, patch.name, original))
            setattr(home, patch.name, patch.cured)
