"""`publish build` and `publish verify`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from publish import pipeline
from publish.cli.console import Progress, answer, conclude, say
from publish.diagnostics import Report
from publish.model.book import Artifact, ArtifactOrigin

BOOK = click.argument("book", type=click.Path(path_type=Path))
OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the products; build/<book> when left out.",
)
STRICT = click.option("--strict", is_flag=True, help="Treat warnings as errors (exit code 9).")


JSON = click.option(
    "--json", "as_json", is_flag=True, help="Print what was found as one JSON object."
)
# What was not made now was verified when it was, by the same checks.
_STATES = {
    ArtifactOrigin.BUILT: "verified",
    ArtifactOrigin.UNCHANGED: "verified, unchanged",
    ArtifactOrigin.RESTORED: "verified, from the cache",
}

VALIDATORS = ("epubcheck", "ace", "verapdf")


def products_folder(book: Path, out: Path | None) -> Path:
    """Where the products of a book go: the folder asked for, or `build/<book>`."""
    return out or Path("build") / book.resolve().name


@click.command("build")
@BOOK
@click.option("--edition", "editions", multiple=True, help="An edition by name; all when left out.")
@OUT
@STRICT
@JSON
@click.option("--no-cache", is_flag=True, help="Make all anew, and keep nothing for next time.")
@click.option("--no-link", is_flag=True, help="Lay PDFs out as a whole: slower, nothing is kept.")
def build_command(
    book: Path,
    editions: tuple[str, ...],
    out: Path | None,
    strict: bool,
    as_json: bool,
    no_cache: bool,
    no_link: bool,
) -> None:
    """Make the products of BOOK, a folder with a book.toml, and verify them."""
    if no_cache:
        os.environ["PUBLISH_CACHE"] = "off"  # for the processes that this one starts, too
    report = Report()
    progress = Progress()
    artifacts: list[Artifact] = []
    try:
        out = products_folder(book, out)
        artifacts = pipeline.build(book, editions, out, report, progress, linked=not no_link)
    finally:
        progress.stop()
        if as_json:
            answer(report, products=list(map(_product, artifacts)))
    for artifact in artifacts:
        pages = f", {artifact.pages} pages" if artifact.pages else ""
        say(f"{artifact.path} ({artifact.size:,} bytes{pages}), {_STATES[artifact.origin]}")
    progress.sum_up(artifacts)
    conclude(report, strict=strict)


def _product(artifact: Artifact) -> dict[str, object]:
    return {
        "edition": artifact.edition,
        "path": str(artifact.path),
        "media_type": artifact.media_type,
        "sha256": artifact.sha256,
        "size": artifact.size,
        "pages": artifact.pages,
        "origin": artifact.origin,
    }


@click.command("verify")
@BOOK
@click.option("--edition", "editions", multiple=True, help="An edition by name; all when left out.")
@OUT
@STRICT
@JSON
@click.option("--validate", is_flag=True, help="Ask EPUBCheck, Ace and veraPDF too.")
@click.option(
    "--require",
    multiple=True,
    type=click.Choice(VALIDATORS),
    help="Ask this validator, and end with an error when it is missing.",
)
def verify_command(
    book: Path,
    editions: tuple[str, ...],
    out: Path | None,
    strict: bool,
    as_json: bool,
    validate: bool,
    require: tuple[str, ...],
) -> None:
    """Read the finished products of BOOK back and hold them against the manuscript."""
    report = Report()
    folder = products_folder(book, out)
    verified: list[str] = []
    try:
        for edition, read in pipeline.readings(book, editions, report):
            report.extend(pipeline.verify(read, edition, folder))
            verified.append(str(folder / read.product_name(edition)))
            say(f"{read.product_name(edition)}: read back")
        asked = VALIDATORS if validate else require
        report.extend(pipeline.validate(list(map(Path, verified)), asked, require, say))
    finally:
        if as_json:
            answer(report, products=verified)
    conclude(report, strict=strict)
