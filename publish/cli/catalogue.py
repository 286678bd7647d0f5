"""`publish catalogue`: pages and feeds for all releases below a folder."""

from __future__ import annotations

from pathlib import Path

import click

from publish.api import releases
from publish.cli.console import ProgressLine, print_status, run_context, show_and_exit
from publish.diagnostics import ContentError, Report

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("catalogue")
@click.argument("dist", type=_FOLDER)
@click.argument("out", required=False, type=_FOLDER)
@click.option("--url", default="", help="Where OUT will be on the web; feeds then name it.")
@click.option("--title", default="", help="Title of the catalogue, such as the publisher's name.")
@click.option("--language", default="en", show_default=True, help="Language of the pages.")
@click.option(
    "--templates",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder with templates that replace the shipped ones.",
)
@click.option("--check", is_flag=True, help="Compare the catalogue in OUT with the releases.")
def catalogue_command(
    dist: Path,
    out: Path | None,
    url: str,
    title: str,
    language: str,
    templates: Path | None,
    check: bool,
) -> None:
    """Write a catalogue of the releases in DIST/<book>/<version> into the folder OUT, by default
    DIST/catalogue: pages with a search that needs no server, OPDS feeds, a feed of releases."""
    out = out or dist / "catalogue"
    report, progress = Report(), ProgressLine()
    context = run_context(report, progress)
    try:
        if check:
            releases.check_catalogue(dist, out, context=context)
            message = f"{out}: as the releases say"
        else:
            is_new = releases.catalogue(
                dist, out, url=url, title=title, language=language, templates=templates,
                context=context,
            )  # fmt: skip
            message = str(out) if is_new else f"{out}: nothing has changed"
    except ContentError as error:
        report.extend(error.report)
    finally:
        progress.stop()
    if not report.errors:
        print_status(message)
    show_and_exit(report, strict=False)
