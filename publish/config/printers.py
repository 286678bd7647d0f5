"""Loads what printers ask: of those that are shipped, by name, and of a user's own, by file."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from msgspec.structs import replace

from publish.config.manifest import load_manifest, parse_table
from publish.config.positions import KeyPositions
from publish.config.tables.printers import (
    BindingTable,
    CoverSheetTable,
    InteriorTable,
    PaperTable,
    PrinterTable,
)
from publish.diagnostics import ContentError, Location, Report
from publish.errors import UsageError
from publish.guesses import did_you_mean
from publish.model.lengths import points
from publish.model.printer import Binding, CoverSheet, Interior, Paper, Printer

_SUFFIX = ".toml"


def printer_names() -> list[str]:
    """The names of the printers that are shipped."""
    folder = files("publish").joinpath("printers")
    return sorted(each.name.removesuffix(_SUFFIX) for each in folder.iterdir())


@cache
def shipped_printer(name: str) -> Printer:
    """A printer that is shipped; raises `KeyError` if there is none of that name."""
    if name not in printer_names():
        raise KeyError(name)
    file = files("publish").joinpath("printers", f"{name}{_SUFFIX}")
    report = Report()
    printer = read_printer(file.read_bytes(), f"{name}{_SUFFIX}", report)
    if printer is None:
        raise ContentError(report)
    return printer


def find_printer(name: str, folder: Path, report: Report) -> Printer | None:
    """A printer by its name, or by its file, relative to a folder; what is wrong is reported.

    A file `NAME.toml` in the folder goes before the printer of that name. None if there is none.
    """
    file = folder / (name if name.endswith(_SUFFIX) else f"{name}{_SUFFIX}")
    if file.resolve().is_relative_to(folder.resolve()) and file.is_file():
        return read_printer(file.read_bytes(), str(file), report)
    return shipped_printer(name) if name in printer_names() else None


def requested_printers(names: Sequence[str]) -> dict[str, Printer]:
    """The printers of a request by name.

    Raises `UsageError` for one that does not exist, and `ContentError` for a file with errors.
    """
    printers: dict[str, Printer] = {}
    report = Report()
    for name in names:
        printer = find_printer(name, Path(), report)
        if printer is not None:
            printers[name] = printer
        elif not report.errors:
            raise UsageError(f"there is no printer `{name}`", hint=unknown_printer_hint(name))
    if report.errors:
        raise ContentError(report)
    return printers


def unknown_printer_hint(name: str) -> str:
    """What may have been meant by the name of a printer that does not exist."""
    if name.endswith(_SUFFIX):
        return "put the file into the folder of the book, and check its path"
    known = f"printers: {', '.join(printer_names())}, or the path of a file that ends in `.toml`"
    return did_you_mean(name, printer_names()) or known


def printers_read_before(day: datetime.date, folder: Path) -> list[str]:
    """The printers whose rules were last read before a day: of those that are shipped, and of files
    in a folder that editions of its book name."""
    printers: dict[str, Printer | None] = {name: shipped_printer(name) for name in printer_names()}
    manifest = load_manifest(folder, Report())
    for edition in manifest.editions.values() if manifest else ():
        if edition.printer:
            printers[edition.printer] = find_printer(edition.printer, folder, Report())
    return [name for name, each in printers.items() if each and _first_read(each) < day]


def _first_read(printer: Printer) -> datetime.date:
    """The day on which the oldest of its rules were read."""
    return min([printer.read, *(cover.read for cover in printer.covers.values() if cover.read)])


def read_printer(content: bytes, path: str, report: Report) -> Printer | None:
    """A printer from the content of its file; None after errors, which are reported (MAN-044)."""
    errors = len(report.errors)
    parsed = parse_table(content, path, PrinterTable, report)
    if parsed is None:
        return None
    table, positions = parsed
    for message, hint, key in _gaps(table):
        place = _place(path, positions, key)
        report.add("MAN-044", message, place, hint=hint)
    if len(report.errors) > errors or table.read is None:
        return None
    return Printer(
        name=table.name,
        about=table.about,
        source=table.source,
        read=table.read,
        interior=_interior(table.interior),
        covers=_covers(table),
        papers=tuple(map(_paper, table.paper)),
    )


def _gaps(table: PrinterTable) -> Iterator[tuple[str, str, str]]:
    """What a file lacks: message, hint, and the key where it is."""
    for key in ("name", "source", "read"):
        if not getattr(table, key):
            yield f"the printer has no `{key}`", "write who asks for this, where, and when", key
    if not table.paper:
        yield "the printer has no `[[paper]]`", "add one, with the thickness of a page", "name"
    seen: set[str] = set()
    for paper in table.paper:
        if not paper.id or not points(paper.page):
            yield "a paper has no `id`, or pages without thickness", "add it", "paper"
        if paper.id in seen:
            yield f"two papers are called `{paper.id}`", "rename one", "paper"
        seen.add(paper.id)
    yield from _gaps_of_bindings(table)


def _gaps_of_bindings(table: PrinterTable) -> Iterator[tuple[str, str, str]]:
    """What the tables of its bindings lack, in the same way."""
    seen = {paper.id for paper in table.paper}
    for binding, each in _bindings(table).items():
        if binding is not Binding.CASE and not points(each.flap):
            yield f"`[{binding}]` has no `flap`", "add the width of a flap", binding
        if binding is Binding.CASE and not points(each.turn_in):
            hint = "add how far the cover goes around the edges of the boards"
            yield "`[case]` has no `turn-in`", hint, binding
        if unknown := sorted(set(each.papers) - seen):
            hint = "name those of a `[[paper]]`"
            yield f"`[{binding}]` has papers that do not exist: {', '.join(unknown)}", hint, binding


def _bindings(table: PrinterTable) -> Mapping[Binding, BindingTable]:
    """What a printer binds besides paperbacks."""
    pairs = (
        (Binding.FLAPS, table.flaps),
        (Binding.CASE, table.case),
        (Binding.JACKET, table.jacket),
    )
    return {binding: each for binding, each in pairs if each is not None}


def _place(path: str, positions: KeyPositions, key: str) -> Location:
    return Location(path, *positions.locate((key,)))


def _interior(table: InteriorTable) -> Interior:
    margins = {each.pages: points(each.margin) for each in table.inner_margins}
    return Interior(
        standard=table.standard,
        profile_is_embedded=table.profile_is_embedded,
        condition=table.condition,
        colours=table.colours,
        bleed=points(table.bleed),
        bleeds_at=table.bleeds_at,
        bleed_is_by_choice=table.bleed_is_by_choice,
        marks=table.marks,
        safety=points(table.safety),
        resolution=table.resolution,
        total_ink=table.total_ink,
        transparency=table.transparency,
        fewest_pages=table.fewest_pages,
        most_pages=table.most_pages,
        pages_by=table.pages_by,
        most_megabytes=table.most_megabytes,
        inner_margins=margins,
        spots=table.spots,
    )


def _cover(table: CoverSheetTable) -> CoverSheet:
    return CoverSheet(
        bleed=points(table.bleed),
        marks=table.marks,
        safety=points(table.safety),
        spine_text_from=table.spine_text_from,
        spine_safety=points(table.spine_safety),
        spine_extra=points(table.spine_extra),
        barcode=(points(table.barcode.width), points(table.barcode.height)),
        adds_barcode=table.adds_barcode,
    )


def _covers(table: PrinterTable) -> Mapping[Binding, CoverSheet]:
    """The covers of all bindings; what a binding does not state is that of the paperback."""
    usual = _cover(table.cover)
    bound = {binding: _bound(usual, each) for binding, each in _bindings(table).items()}
    return {Binding.PAPERBACK: usual, **bound}


def _bound(usual: CoverSheet, table: BindingTable) -> CoverSheet:
    lengths = {name: getattr(table, name) for name in _BOUND_LENGTHS}
    stated = {name: points(length) for name, length in lengths.items() if length is not None}
    if table.spine_text_from is not None:
        usual = replace(usual, spine_text_from=table.spine_text_from)
    return replace(
        usual,
        **stated,
        spine_steps={each.pages: points(each.width) for each in table.spine_steps},
        board=(points(table.board.width), points(table.board.height)),
        fewest_pages=table.fewest_pages,
        most_pages=table.most_pages,
        papers=tuple(table.papers),
        left_to_right_only=table.left_to_right_only,
        source=table.source,
        read=table.read,
    )


_BOUND_LENGTHS = (
    "bleed", "safety", "spine_safety", "spine_extra", "hinge", "turn_in", "fold", "flap",
)  # fmt: skip


def _paper(table: PaperTable) -> Paper:
    return Paper(table.id, table.name, points(table.page), table.colour)
