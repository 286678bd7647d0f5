"""What an edition for a printer is made for, from the keys of its table in the manifest."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from publish.config.manifest import Manifest
from publish.config.printers import find_printer, printer_names, unknown_printer_hint
from publish.config.tables.manifest import EditionTable
from publish.diagnostics import Report, Severity
from publish.guesses import did_you_mean
from publish.model.printer import Binding, Colours, CoverSheet, Inks, Paper, Printer, PrintOrder
from publish.model.script import direction

_LARGEST_PROFILE = 5_000_000  # bytes; those of printing conditions have up to three million
# ISO 15076-1, 7.2: the signature of a profile, its class and its colour space, by their offsets.
_PROFILE = {36: b"acsp", 12: b"prtr", 16: b"CMYK"}


_INK = re.compile(r"(?!(?:All|None|Cyan|Magenta|Yellow|Black)$)[A-Za-z0-9][\w .+&-]{0,60}", re.A)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def _parts(colour: str) -> tuple[float, float, float]:
    """The parts of a colour such as "#c8102e", from 0 to 1."""
    red, green, blue = bytes.fromhex(colour[1:])
    return red / 255, green / 255, blue / 255


def read_print_order(name: str, manifest: Manifest, report: Report) -> PrintOrder | None:
    """The order of an edition; MAN-045 or MAN-050 for what is wrong with it, which gives None."""
    return _Reader(name, manifest, report).order()


class _Reader(msgspec.Struct):
    """Reads the order of one edition."""

    name: str
    manifest: Manifest
    report: Report

    @property
    def _table(self) -> EditionTable:
        return self.manifest.editions[self.name]

    def order(self) -> PrintOrder | None:
        errors = len(self.report.errors)
        printer = self._printer()
        if printer is None:
            return None
        inks = self._table.inks or Inks.BLACK
        binding = self._table.binding or Binding.PAPERBACK
        paper = self._paper(printer, inks, self._cover(printer, binding))
        is_separated = inks is Inks.COLOUR and printer.interior.colours is Colours.CMYK
        profile = self._profile() if is_separated or self._table.colour_profile else b""
        spots = self._spots(printer)
        if paper is None or len(self.report.errors) > errors:
            return None
        if printer.interior.colours is Colours.CMYK and not profile:
            self._warn_of_black_cover()
        return PrintOrder(printer, paper, inks, self._bleeds(printer), profile, binding, spots)

    def _spots(self, printer: Printer) -> dict[str, tuple[float, float, float]]:
        """The colours that have an ink of their own, by the name of the ink."""
        named = self._table.spots
        if named and not printer.interior.spots:
            message = f"{printer.name} prints no spot colours"
            self._wrong(message, "delete the line, or choose a printer that does", "spots")
        for name, colour in named.items():
            if not _INK.fullmatch(name) or not _COLOUR.fullmatch(colour):
                message = f"`{name[:40]}` = `{colour[:40]}` is not a spot colour"
                hint = 'write the name of the ink and its colour: "PANTONE 186 C" = "#c8102e"'
                self._wrong(message, hint, "spots")
        return {name: _parts(colour) for name, colour in named.items() if _COLOUR.fullmatch(colour)}

    def _warn_of_black_cover(self) -> None:
        message = "the cover is printed in black, since the edition has no colour profile"
        place = self.manifest.location_of("editions", self.name)
        hint = 'add colour-profile = "NAME.icc", with that of the printing condition'
        self.report.add("MAN-046", message, place, hint=hint, severity=Severity.WARNING)

    def _printer(self) -> Printer | None:
        name = self._table.printer
        if not name:
            hint = f'add printer = "…"; printers: {", ".join(printer_names())}'
            self._wrong("an edition for a printer names none", hint, "format")
            return None
        errors = len(self.report.errors)
        printer = find_printer(name, self._folder, self.report)
        if printer is None and len(self.report.errors) == errors:
            self._wrong(f"there is no printer `{name}`", unknown_printer_hint(name), "printer")
        return printer

    def _cover(self, printer: Printer, binding: Binding) -> CoverSheet:
        """What is asked of the cover, as of a paperback if the printer does not bind so."""
        if binding not in printer.covers:
            bindings = ", ".join(printer.covers)
            message = f'{printer.name} does not offer binding = "{binding}"'
            self._wrong(message, f"bindings: {bindings}", "binding")
        elif printer.covers[binding].left_to_right_only and self._opens_at_right():
            message = f'{printer.name} does not offer binding = "{binding}" for a book that is'
            hint = "choose another printer, or delete the line for a paperback"
            self._wrong(f"{message} read from the right", hint, "binding", "MAN-050")
        return printer.covers.get(binding, printer.covers[Binding.PAPERBACK])

    def _paper(self, printer: Printer, inks: Inks, cover: CoverSheet) -> Paper | None:
        """The paper of a name, by default the first for the inks and the binding."""
        bound = [p for p in printer.papers if not cover.papers or p.id in cover.papers]
        fitting = {p.id: p for p in bound if p.colour or inks is Inks.BLACK}
        name = self._table.paper
        if not name:
            usual = [p for p in fitting.values() if p.colour is (inks is Inks.COLOUR)]
            if not fitting:
                message = f"{printer.name} has no paper for pages in {inks}"
                self._wrong(message, 'set inks = "black"', "inks")
            return next(iter(usual or fitting.values()), None)
        if name in fitting:
            return fitting[name]
        hint = did_you_mean(name, fitting) or f"papers: {', '.join(fitting)}"
        kind = ""
        if name in {p.id for p in printer.papers}:
            kind = " in colour" if name in {p.id for p in bound} else " a book so bound"
        self._wrong(f"{printer.name} does not print{kind} on `{name}`", hint, "paper")
        return None

    def _bleeds(self, printer: Printer) -> bool:
        """Whether pages bleed: as chosen, where there is a choice, and by default not there."""
        return bool(self._table.bleed) or not printer.interior.bleed_is_by_choice

    def _profile(self) -> bytes:
        """The colour profile of a printing condition."""
        name = self._table.colour_profile
        hint = (
            "put the profile of the printing condition, as the printer names it, into the folder "
            'of the book, and add colour-profile = "NAME.icc"; or set inks = "black"'
        )
        if not name:
            self._wrong("pages in colour need the colour profile of the press", hint, "format")
            return b""
        file = self._folder / name
        is_inside = file.resolve().is_relative_to(self._folder.resolve())
        if not is_inside or not file.is_file() or file.stat().st_size > _LARGEST_PROFILE:
            self._wrong(f"there is no colour profile `{name}`", hint, "colour-profile")
            return b""
        content = file.read_bytes()
        if any(content[at : at + 4] != word for at, word in _PROFILE.items()):
            message = f"`{name}` is not a colour profile of a press (class prtr, CMYK)"
            self._wrong(message, hint, "colour-profile")
        return content

    @property
    def _folder(self) -> Path:
        return Path(self.manifest.path).parent

    def _opens_at_right(self) -> bool:
        return direction(self.manifest.tables.book.language) == "rtl"

    def _wrong(self, message: str, hint: str, key: str, code: str = "MAN-045") -> None:
        has_key = self.manifest.has("editions", self.name, key)
        place = self.manifest.location_of("editions", self.name, *([key] if has_key else []))
        self.report.add(code, message, place, hint=hint)
