"""The files of a book for all printers, built from a copy that has an edition for each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from publish import pipeline
from publish.cache import Cache
from publish.config.manifest import edition_formats
from publish.config.printers import shipped_printer
from publish.context import make_context
from publish.model.printer import Inks, Printer
from tests.printing.press_profile import press_profile

_EDITION = """
[editions.{name}]
format = "print"
printer = "{printer}"
inks = "{inks}"
colour-profile = "press.icc"
bleed = true
"""


class Printed(NamedTuple):
    """The folder of a book's files for a printer, and the PDF whose pages they have."""

    folder: Path
    screen: Path
    printer: Printer
    inks: Inks
    findings: list[str]


def build_for(book: Path, printers: Sequence[str], work: Path) -> Iterator[Printed]:
    """Build a book for some printers, in black and in colour, into the folder `work`."""
    folder, out = work / book.name, work / "out"
    shutil.copytree(book, folder, dirs_exist_ok=True)
    (folder / "press.icc").write_bytes(press_profile())
    pairs = {f"for-{each}-{inks}": (each, inks) for each in printers for inks in Inks}
    tables = (
        _EDITION.format(name=name, printer=printer, inks=inks)
        for name, (printer, inks) in pairs.items()
    )
    with (folder / "book.toml").open("a") as manifest:
        manifest.writelines(tables)
    screen = next(name for name, kind in edition_formats(book).items() if kind == "pdf")
    context = make_context(cache=Cache(work / "cache").folder or True, forks=True)
    try:
        products = pipeline.build(folder, [screen, *pairs], out, context)
    except pipeline.IncompleteBuild as error:
        products = list(error.artifacts)
        print(f"not built: {', '.join(error.failed)}\n{error}", flush=True)
    paths = {each.edition: each.path for each in products}
    for name, (printer, inks) in pairs.items():
        if name not in paths:
            continue
        found = [each.message for each in context.report if each.location.path == str(paths[name])]
        yield Printed(paths[name], paths[screen], shipped_printer(printer), inks, found)
