"""The files of a book for all printers, built from a copy that has an edition for each."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from publish import pipeline
from publish.config.manifest import edition_formats
from publish.config.printers import shipped_printer
from publish.context import make_context
from publish.model.printer import Inks, Printer
from tests.printing.press_profile import press_profile, print_edition


class Printed(NamedTuple):
    """The folder of a book's files for a printer, and the PDF whose pages they have."""

    folder: Path
    screen: Path
    printer: Printer
    inks: Inks
    findings: list[str]


def build_for(
    book: Path, printers: Sequence[str], work: Path
) -> tuple[list[Printed], Sequence[str]]:
    """A book for some printers, in black and in colour, built into the folder `work`, and the
    names of the editions that could not be built."""
    folder, out = work / book.name, work / "out"
    shutil.copytree(book, folder, dirs_exist_ok=True)
    (folder / "press.icc").write_bytes(press_profile())
    pairs = {f"for-{each}-{inks}": (each, inks) for each in printers for inks in Inks}
    with (folder / "book.toml").open("a") as manifest:
        manifest.writelines(print_edition(name, *pair) for name, pair in pairs.items())
    screen = next(name for name, kind in edition_formats(book).items() if kind == "pdf")
    context, failed = make_context(cache=work / "cache", forks=True), list[str]()
    try:
        products = pipeline.build(folder, [screen, *pairs], out, context)
    except pipeline.IncompleteBuild as error:
        products, failed = list(error.artifacts), list(error.failed)
        print(error, flush=True)
    paths = {each.edition: each.path for each in products}
    built = {name: pair for name, pair in pairs.items() if name in paths}
    found = {
        name: [each.message for each in context.report if each.location.path == str(paths[name])]
        for name in built
    }
    return [
        Printed(paths[name], paths[screen], shipped_printer(printer), inks, found[name])
        for name, (printer, inks) in built.items()
    ], failed
