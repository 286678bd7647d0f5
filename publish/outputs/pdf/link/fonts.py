"""The font dictionaries of a linked file: one for nearly all pages, others for other readings."""

from __future__ import annotations

from collections.abc import Mapping

from publish.outputs.pdf.exchange.object_file import EmbeddedFont
from publish.outputs.pdf.link.objects import ObjectTable
from publish.outputs.pdf.link.syntax import dictionary, reference


class LinkedFonts:
    """Writes the fonts of a book by their keys, and dictionaries of them; the first to `number`."""

    def __init__(
        self, objects: ObjectTable, number: int, fonts: Mapping[str, EmbeddedFont]
    ) -> None:
        self._objects = objects
        self._programs: dict[tuple[bytes, bytes], int] = {}
        self._entries = {key: reference(self._link(font)) for key, font in sorted(fonts.items())}
        self._usual = {key: entry for key, entry in self._entries.items() if "." not in key}
        objects.write(number, dictionary(self._usual))
        self._numbers: dict[frozenset[tuple[str, str]], int] = {frozenset(): number}

    def dictionary(self, others: Mapping[str, str]) -> int:
        """The number of the dictionary in which some names have the fonts of other keys."""
        chosen = frozenset(others.items())
        if chosen not in self._numbers:
            entries = {name: self._entries[key] for name, key in sorted(chosen)}
            self._numbers[chosen] = self._objects.add(dictionary({**self._usual, **entries}))
        return self._numbers[chosen]

    def _link(self, font: EmbeddedFont) -> int:
        """Add the objects of a font, of equal programs only the first; its number."""
        base = self._objects.allocate(font.object_count)
        numbers = list(range(base, base + font.object_count))
        streams = []
        for stream in font.streams:
            own = numbers[stream.number]
            known = self._programs.setdefault((stream.text, stream.content), own)
            numbers[stream.number] = own if stream.relocations else known
            streams += [stream] if numbers[stream.number] == own else []
        self._objects.relocate(font.groups, streams, base, numbers)
        return base + font.font
