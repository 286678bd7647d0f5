"""All patches of the layout engine, in the order in which they are applied.

What changes products comes last, so that it wraps the speed-up of a function and not the reverse.
A patch is applied only to the source that it was written for, by its SHA-256. `PUBLISH_SPEEDUPS`, a
switch for development, chooses speed-ups: `off` leaves all out, `style,draw` all but these.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.metadata import version

from publish.errors import LayoutError, UsageError
from publish.outputs.pdf.layout.patch import Patch

VERSION = "70.0"  # of WeasyPrint, for which the patches were written
ENVIRONMENT = "PUBLISH_SPEEDUPS"

SPEEDUPS = (
    "style", "context", "text", "draw", "words", "cascade", "pages", "instance", "flow", "percent",
    "background", "strut", "page_styles", "metadata",
)  # fmt: skip
FUNCTIONAL = (
    "compose.breaking", "compose.setting",
    "objects.number_fields", "engine.note_area", "engine.type_sizes", "engine.running_heads",
    "engine.register", "engine.first_lines", "engine.table_captions", "engine.table_widths",
    "engine.wide_characters", "engine.trailing_space", "engine.word_breaks", "engine.kerned_spaces",
    "engine.line_filling", "engine.page_turns", "engine.balanced_titles", "engine.patterns",
    "engine.drawing_text", "engine.page_feet", "engine.floats", "engine.margin_notes",
    "engine.full_pages", "engine.line_numbers", "engine.picture_order", "engine.sizeless_pictures",
    "engine.changed_pages",
    "tagging.line_ends", "tagging.marked_content", "tagging.initials", "tagging.elements",
    "objects.export",
)  # fmt: skip

_applied: list[Patch] = []


@cache
def survey() -> tuple[dict[str, Patch], dict[str, str]]:
    """All patches by name, in their order, and why some of them must not be applied."""
    patches: dict[str, Patch] = {}
    obstacles: dict[str, str] = {}
    for module in (*(f"speedups.{name}" for name in SPEEDUPS), *FUNCTIONAL):
        name = module.rpartition(".")[2]
        try:
            patch = patches[name] = import_module(f"{__package__}.{module}").PATCH
        except (ImportError, AttributeError, KeyError) as error:
            obstacles[name] = f"the engine lacks what it needs ({error})"
        else:
            if obstacle := patch.obstacle():
                obstacles[name] = obstacle
    return patches, obstacles


def check() -> dict[str, str]:
    """The speed-ups that do not fit the installed engine, with the reasons.

    Raises `LayoutError` where a patch that changes products does not fit.
    """
    _, obstacles = survey()
    misfits = [f"patch {name}: {why}" for name, why in obstacles.items() if name not in SPEEDUPS]
    if misfits:
        engine = f"WeasyPrint {version('weasyprint')}"
        message = f"our patches do not fit {engine}: {'; '.join(misfits)}"
        raise LayoutError(message, hint=f"pip install weasyprint=={VERSION}")
    return obstacles


def apply(speedups: Iterable[str] | None = None) -> dict[str, str]:
    """Apply the patches that change products, and of the speed-ups those of these names alone.

    By default the environment chooses the speed-ups. Returns those that do not fit the engine,
    which are left out, with the reasons. Raises `LayoutError` for a patch that changes products and
    does not fit, `UsageError` for an unknown speed-up.
    """
    names = _chosen() if speedups is None else frozenset(speedups)
    if unknown := sorted(names.difference(SPEEDUPS)):
        hint = f"known: {', '.join(SPEEDUPS)}"
        raise UsageError(f"there is no speed-up called {', '.join(unknown)}", hint=hint)
    left_out = check()
    patches, _ = survey()
    chosen = [each for each in patches.values() if not each.is_speedup or each.name in names]
    fitting = [each for each in chosen if each.name not in left_out]
    if fitting != _applied:
        withdraw()
        for replacement in (each for patch in fitting for each in patch.replacements):
            replacement.apply()
        _applied[:] = fitting
    return {name: reason for name, reason in left_out.items() if name in names}


def withdraw() -> None:
    """Give the engine back everything that was replaced."""
    while _applied:
        for replacement in reversed(_applied.pop().replacements):
            replacement.withdraw()


def _chosen() -> frozenset[str]:
    chosen = os.environ.get(ENVIRONMENT, "")
    if chosen == "off":
        return frozenset()
    return frozenset(chosen.split(",") if chosen else SPEEDUPS)
