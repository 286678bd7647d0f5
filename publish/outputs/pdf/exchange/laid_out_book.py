"""A book that is laid out, linked or whole."""

from __future__ import annotations

from dataclasses import dataclass

from publish.outputs.pdf.exchange.object_file import EngineMessage, Stray


@dataclass(frozen=True, slots=True)
class LaidOutBook:
    """The bytes of the file, its number of pages, the engine's messages, and what is misplaced."""

    content: bytes
    page_count: int
    messages: list[EngineMessage]
    strays: list[Stray]
