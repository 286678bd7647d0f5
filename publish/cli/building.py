"""`publish build` and `publish verify`."""

from __future__ import annotations

from pathlib import Path

import click

from publish import pipeline
from publish.cli.speaking import Progress, conclude, say
from publish.diagnostics import Report

BOOK = click.argument("book", type=click.Path(path_type=Path))
OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the products; build/<book> when left out.",
)
STRICT = click.option("--strict", is_flag=True, help="Treat warnings as errors (exit code 9).")


def products_folder(book: Path, out: Path | None) -> Path:
    """Where the products of a book go: the folder asked for, or `build/<book>`."""
    return out or Path("build") / book.resolve().name


@click.command("build")
@BOOK
@click.option("--edition", "editions", multiple=True, help="An edition by name; all when left out.")
@OUT
@STRICT
def build_command(book: Path, editions: tuple[str, ...], out: Path | None, strict: bool) -> None:
    """Make the products of BOOK, a folder with a book.toml, and verify them."""
    report = Report()
    progress = Progress()
    try:
        artifacts = pipeline.build(book, editions, products_folder(book, out), report, progress)
    finally:
        progress.stop()
    for artifact in artifacts:
        pages = f", {artifact.pages} pages" if artifact.pages else ""
        say(f"{artifact.path} ({artifact.size:,} bytes{pages}), verified")
    conclude(report, strict=strict)


@click.command("verify")
@BOOK
@click.option("--edition", "editions", multiple=True, help="An edition by name; all when left out.")
@OUT
@STRICT
def verify_command(book: Path, editions: tuple[str, ...], out: Path | None, strict: bool) -> None:
    """Read the finished products of BOOK back and hold them against the manuscript."""
    report = Report()
    read = pipeline.read(book, report)
    for edition in pipeline.choose(read, editions):
        read = pipeline.read(book, report, edition.name)
        report.extend(pipeline.verify(read, edition, products_folder(book, out)))
        say(f"{pipeline.product_name(read, edition)}: read back")
    conclude(report, strict=strict)
