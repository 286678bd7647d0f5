"""A book that is laid out, linked or whole."""

from __future__ import annotations

from dataclasses import dataclass

from publish.outputs.pdf.exchange.object_file import EngineMessage, Fit, Stray


@dataclass(frozen=True, slots=True)
class LaidOutBook:
    """The number of pages of a file, the engine's messages, what is misplaced, and what was made to
    fit."""

    page_count: int
    messages: list[EngineMessage]
    strays: list[Stray]
    fits: list[Fit]
